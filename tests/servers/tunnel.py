"""tunnel.py: an HTTP proxy through which every host is this machine.

SPDX-License-Identifier: MIT

usage: tunnel.py PORT-FILE [FROM=TO...]

Writes its port to PORT-FILE. Whatever host a CONNECT (RFC 9110, section 9.3.6) names, it leads to
the same port of this machine, or to TO for the port FROM; a line "HOST:PORT" on standard output
tells what was named. So a port that only root may have can be tested, and an address that is
nobody's.
"""

import socket
import sys
import threading

from relay import end, listen


def pump(source, sink):
    try:
        while data := source.recv(65536):
            sink.sendall(data)
    except OSError:
        pass
    end(source, sink)


def serve(client, ports):
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        byte = client.recv(1)
        if not byte:
            return
        head += byte
    method, target, _ = head.decode("ascii").split("\r\n")[0].split(" ")
    assert method == "CONNECT", method
    print(target, flush=True)
    port = int(target.rpartition(":")[2])
    try:
        server = socket.create_connection(("127.0.0.1", ports.get(port, port)))
    except OSError:
        client.sendall(b"HTTP/1.1 502 Bad Gateway\r\n\r\n")
        client.close()
        return
    client.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    threading.Thread(target=pump, args=(client, server), daemon=True).start()
    pump(server, client)


def main():
    ports = dict(map(int, rule.split("=")) for rule in sys.argv[2:])
    listener = listen(sys.argv[1])
    while True:
        client, _ = listener.accept()
        threading.Thread(target=serve, args=(client, ports), daemon=True).start()


main()
