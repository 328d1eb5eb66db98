#!/bin/sh
# A program that ends while a thread of its own uploads just ends, at once.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/upload=stall,at=answer,seconds=60*'
py "$file" <<'PYTHON'
import sys, threading
import twatfs

started = threading.Event()

def upload():
    try:
        twatfs.upload_file(sys.argv[1], "catbox",
                           progress=lambda event: event.kind == "finishing" and started.set())
    except twatfs.Cancelled:
        pass

threading.Thread(target=upload, daemon=True).start()
started.wait()
PYTHON
expect_status 0
[ ! -s "$here/err" ] || fail "something is told: $(cat "$here/err")"
