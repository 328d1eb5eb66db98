#!/bin/sh
# --limit-rate bounds all connections together.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh
for i in 1 2 3 4; do make_file "$here/$i.txt" 50000; done
before=$("$python" -c 'import time; print(time.monotonic())')
run upload -p transfersh -j 4 --no-check --limit-rate 100K "$here"/[1-4].txt
expect_status 0
"$python" -c 'import sys,time
took = time.monotonic() - float(sys.argv[1])
sys.exit(not 1.4 < took < 8)' "$before" || fail "not at about 100 KiB/s"
