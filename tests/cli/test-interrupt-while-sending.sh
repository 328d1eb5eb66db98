#!/bin/sh
# Ctrl-C while a body is sent stops within a second, says so, exits 130, and prints no link.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/upload=stall,at=body,after=1000,seconds=60*'
make_file "$here/big.txt" 30000000
start upload -p catbox "$here/big.txt"
until_open big.txt
sleep 0.3
before=$("$python" -c 'import time; print(time.monotonic())')
interrupt INT
"$python" -c 'import sys,time; sys.exit(time.monotonic() - float(sys.argv[1]) > 1)' "$before" ||
    fail "took more than a second"
expect_status 130
expect_silence
expect_error_line 'interrupted'
