"""relay.py: what proxies between a test and a server share; cut.py and tunnel.py import it.

SPDX-License-Identifier: MIT
"""

import os
import socket


def listen(port_file):
    """Listen on a free port of this machine, whose number is in port_file from then on."""
    listener = socket.create_server(("127.0.0.1", 0))
    with open(port_file + ".new", "w", encoding="ascii") as out:
        out.write(str(listener.getsockname()[1]))
    os.rename(port_file + ".new", port_file)
    return listener


def end(*connections):
    for connection in connections:
        try:
            connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
