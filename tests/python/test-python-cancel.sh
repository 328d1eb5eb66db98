#!/bin/sh
# A Cancel stops an upload from another thread, however silent the host is, and all later ones.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/upload=stall,at=answer,seconds=60*'
py "$file" <<'PYTHON'
import sys, threading, time
from twatfs import Cancel, Cancelled, NonRetryableError, upload_file

cancel = Cancel()
threading.Timer(0.5, cancel.now).start()
for longest in (1.5, 0.5):
    started = time.monotonic()
    try:
        upload_file(sys.argv[1], "catbox", cancel=cancel)
    except Cancelled as error:
        assert error.code == "cancelled" and isinstance(error, NonRetryableError)
    else:
        raise AssertionError("it was not cancelled")
    assert time.monotonic() - started < longest
    assert cancel.requested
PYTHON
expect_status 0
