#!/bin/sh
# Ctrl-C stops an upload within a second though the host says nothing, as a KeyboardInterrupt.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/upload=stall,at=answer,seconds=60*'
start_py "$file" <<'PYTHON'
import sys, threading
from twatfs import upload_file

try:
    upload_file(sys.argv[1], "catbox")
except KeyboardInterrupt:
    print("interrupted", threading.active_count(), flush=True)
    raise
PYTHON
until_open photo.txt
sleep 0.5
before=$("$python" -c 'import time; print(time.monotonic())')
interrupt INT
"$python" -c 'import sys,time; sys.exit(time.monotonic() - float(sys.argv[1]) > 1)' "$before" ||
    fail "took more than a second"
expect_status 130
expect_out '^interrupted 1$'
expect_err KeyboardInterrupt
