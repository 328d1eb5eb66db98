#!/bin/sh
# The 403 for a kind of file is about the file: said so, once, and the next provider has it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts x0at 0x0
cp "$file" "$here/setup.exe"
{ printf MZ; cat "$file"; } >"$here/setup.txt"
run upload -p x0at "$here/setup.exe" "$here/setup.txt"
expect_status 5
[ "$(grep -c 'HTTP 403: it does not take such a file' "$here/err")" -eq 2 ] || fail "not refused"
expect_requests x0at POST 2
