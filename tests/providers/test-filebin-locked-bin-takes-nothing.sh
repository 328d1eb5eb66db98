#!/bin/sh
# 405 is a locked, expired or deleted bin, and not tried again.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts filebin
run upload -p filebin -o filebin.bin=our-photos "$file"
expect_status 0
"$python" -c 'import sys, urllib.request
urllib.request.urlopen(urllib.request.Request(sys.argv[1], method="PUT", data=b""))' "$filebin/our-photos"
run upload -p filebin -o filebin.bin=our-photos "$file"
expect_status 5
expect_err 'HTTP 405: Uploads to locked bins are not allowed'
expect_requests filebin POST 2
