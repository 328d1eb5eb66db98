"""cut.py: a TCP proxy that does to connections what a healthy server would not.

SPDX-License-Identifier: MIT

usage: cut.py PORT-FILE PORT [RULE...]

Writes its own port to PORT-FILE and passes connections on to PORT of this machine. The first rule
is for the first connection, and so on; the last is for all that follow ("pass" without any):

    pass       as it comes
    cut=N      N bytes of the client's, then the end
    stall=N    N bytes of the client's, then nothing more in either direction
"""

import socket
import sys
import threading

from relay import end, listen


def pump(source, sink, rule, left):
    try:
        while data := source.recv(65536):
            if left is not None:
                data, left = data[:left], left - len(data)
            sink.sendall(data)
            if left is not None and left <= 0:
                if rule == "stall":
                    threading.Event().wait()
                break
    except OSError:
        pass
    end(source, sink)


def serve(client, port, rule):
    server = socket.create_connection(("127.0.0.1", port))
    name, _, number = rule.partition("=")
    left = int(number) if number else None
    threading.Thread(target=pump, args=(client, server, name, left), daemon=True).start()
    threading.Thread(target=pump, args=(server, client, name, None), daemon=True).start()


def main():
    port_file, port, rules = sys.argv[1], int(sys.argv[2]), sys.argv[3:] or ["pass"]
    listener = listen(port_file)
    while True:
        client, _ = listener.accept()
        serve(client, port, rules[0])
        if len(rules) > 1:
            rules.pop(0)


main()
