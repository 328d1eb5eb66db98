#!/bin/sh
# SIGTERM and SIGHUP stop many files at once; a record of each is whole.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh -- --fault 'transfersh/upload=ok;stall,at=answer,seconds=60*'
make_files 5
for signal in TERM:143 HUP:129; do
    : >"$here/out"
    start upload -p transfersh -j 3 --json "$here"/files/[1-5].txt
    until_open .txt
    sleep 0.5
    before=$("$python" -c 'import time; print(time.monotonic())')
    interrupt "${signal%:*}"
    "$python" -c 'import sys,time; sys.exit(time.monotonic() - float(sys.argv[1]) > 2)' "$before" ||
        fail "took more than two seconds"
    expect_status "${signal#*:}"
    "$python" -c 'import json,sys
for line in open(sys.argv[1]):
    assert json.loads(line)["file"]
    assert line.endswith("\n")' "$here/out" || fail "half a record"
done
