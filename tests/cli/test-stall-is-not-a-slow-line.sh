#!/bin/sh
# A line that is slow, and steady, is no stall, although large buffers swallow the body at once.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

cat >"$here/slow.py" <<'PYTHON'
import socket, time
server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
server.bind(("127.0.0.1", 0))
server.listen()
print(server.getsockname()[1], flush=True)
connection = server.accept()[0]
head = b""
while b"\r\n\r\n" not in head:
    head += connection.recv(4096)
length = next(int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length"))
left = length - len(head.split(b"\r\n\r\n", 1)[1])
while left > 0:
    left -= len(connection.recv(min(left, 8192)))
    time.sleep(0.01)
connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 26\r\n\r\nhttp://127.0.0.1:1/slow.txt")
PYTHON
"$python" "$here/slow.py" >"$here/port" &
until [ -s "$here/port" ]; do sleep 0.05; done
make_file "$here/big.txt" 3000000
TWATFS_STALL=1s TWATFS_ANSWER_TIMEOUT=1s TWATFS_CATBOX_URL=http://127.0.0.1:$(cat "$here/port")/ \
    run upload --no-check --retries 0 -p catbox "$here/big.txt"
expect_no_err 'stalled|no answer'
