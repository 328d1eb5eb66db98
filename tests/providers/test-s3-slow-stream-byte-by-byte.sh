#!/bin/sh
# A pipe that gives its bytes in driblets, and is closed after a silence, becomes the same object:
# sent as it comes, and spooled first where a second provider may need it again.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 catbox
make_large

dribble() {
    "$python" - "$file" <<'PYTHON'
import os, sys, time
data = open(sys.argv[1], "rb").read()
sizes = [1, 4095, 100000, 5242880, 1, 2000000]
at = 0
for size in sizes + [len(data) - sum(sizes)]:
    chunk = memoryview(data)[at:at + size]
    at += size
    while chunk:
        chunk = chunk[os.write(1, chunk):]
    time.sleep(0.05)
PYTHON
}
dribble | { run upload -p s3 -o s3.part_size=5 --name sent.bin -; expect_status 0; }
expect_stored "$file"
dribble | { run upload -p s3,catbox -o s3.part_size=5 --name spooled.bin -; expect_status 0; }
expect_stored "$file"
expect_asked 6 "$part"
