#!/bin/sh
# Ctrl-C also stops an upload that waits for a provider which another thread keeps busy.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/upload=stall,at=answer,seconds=60*'
start_py "$file" <<'PYTHON'
import sys, threading, time
from twatfs import Cancel, Cancelled, Context, Event

cancel, busy = Cancel(), threading.Event()
with Context() as context:
    def other() -> None:
        try:
            context.upload(data=b"other", provider="catbox", cancel=cancel,
                           progress=lambda event: event.kind == "finishing" and busy.set())
        except Cancelled:
            print("cancelled", flush=True)

    thread = threading.Thread(target=other)
    thread.start()
    busy.wait()
    print("waiting", flush=True)
    try:
        context.upload_file(sys.argv[1], "catbox")
    except KeyboardInterrupt:
        print("interrupted", flush=True)
    assert thread.is_alive()
    cancel.now()
    thread.join()
PYTHON
until_open photo.txt
sleep 0.5
before=$("$python" -c 'import time; print(time.monotonic())')
interrupt INT
"$python" -c 'import sys,time; sys.exit(time.monotonic() - float(sys.argv[1]) > 2)' "$before" ||
    fail "took more than two seconds"
expect_status 0
[ "$(tr '\n' ' ' <"$here/out")" = 'waiting interrupted cancelled ' ] || fail "$(cat "$here/out")"
