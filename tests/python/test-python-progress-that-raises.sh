#!/bin/sh
# What a progress function raises stops the upload and reaches the caller as it is.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/upload=stall,at=body,after=1000,seconds=60*'
make_file "$here/big.txt" 30000000
py "$here/big.txt" <<'PYTHON'
import sys, traceback
from twatfs import upload_file

class Enough(BaseException):
    pass

def progress(event):
    if event.kind == "sending" and event.done > 0:
        raise Enough(event)

try:
    upload_file(sys.argv[1], "catbox", progress=progress)
except Enough as error:
    assert "progress" in "".join(traceback.format_tb(error.__traceback__))
    assert error.__cause__ is None
else:
    raise AssertionError("it was lost")
PYTHON
expect_status 0
[ ! -s "$here/err" ] || fail "something is told: $(cat "$here/err")"
expect_requests catbox GET 0
