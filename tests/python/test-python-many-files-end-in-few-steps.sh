#!/bin/sh
# The end of upload_files() takes no steps without number.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh
py "$file" <<'PYTHON'
import sys
import twatfs

calls = 0

def count(_frame, event, _argument):
    global calls
    calls += event == "call"

with twatfs.Context() as context:
    for files in ([], sys.argv[1:]):
        calls = 0
        sys.setprofile(count)
        outcomes = list(context.upload_files(files, "transfersh"))
        sys.setprofile(None)
        assert len(outcomes) == len(files) and all(outcome.result for outcome in outcomes)
        assert calls < 20000, calls
PYTHON
expect_status 0
