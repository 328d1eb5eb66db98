#!/bin/sh
# Nothing is left open: after successes, failures, exceptions, and contexts that are forgotten.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
py "$file" <<'PYTHON'
import gc, os, sys, threading
import twatfs

gc.disable()  # all of it goes with its last reference

def stop(event):
    raise RuntimeError

def use():
    twatfs.upload_file(sys.argv[1], "catbox")
    for arguments in ({"file": "/nonexistent"}, {"data": bytearray(b"x"), "progress": stop},
                      {"data": b"x", "provider": "nobody"}):
        try:
            twatfs.upload(**{"provider": "catbox", **arguments})
        except (twatfs.UploadError, RuntimeError):
            pass
    context = twatfs.Context()  # forgotten
    context.upload(data=b"x", provider="catbox")
    with twatfs.Context() as kept:
        kept.providers()

use()
before = len(os.listdir("/proc/self/fd"))
for _ in range(10):
    use()
assert len(os.listdir("/proc/self/fd")) == before, os.listdir("/proc/self/fd")
assert threading.active_count() == 1

# One that is closed by another thread goes when its last upload is done.
with twatfs.Context() as context:
    context.upload(data=b"x", provider="catbox", progress=lambda event: context.close())
kept_for_exit = twatfs.Context()
kept_for_exit.upload(data=b"x", provider="catbox")
PYTHON
expect_status 0
[ ! -s "$here/err" ] || fail "something is told: $(cat "$here/err")"
