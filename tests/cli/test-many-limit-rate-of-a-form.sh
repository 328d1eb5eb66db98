#!/bin/sh
# --limit-rate holds for forms and for what comes back, and a slow rate is no stall.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
make_file "$here/a.txt" 3000
before=$("$python" -c 'import time; print(time.monotonic())')
TWATFS_STALL=1s run upload -p catbox --limit-rate 1500 "$here/a.txt"
expect_status 0
"$python" -c 'import sys,time; sys.exit(time.monotonic() - float(sys.argv[1]) < 1.5)' "$before" ||
    fail "faster than that"
expect_serves "$(cat "$here/out")" "$here/a.txt"
[ ! -s "$here/err" ] || fail "something was said"
