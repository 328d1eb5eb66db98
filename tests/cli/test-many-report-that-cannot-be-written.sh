#!/bin/sh
# A report that cannot be written is a failure, and links are printed all the same.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh
[ -w /dev/full ] || skip "no /dev/full"
ln -s /dev/full "$here/report.json"
run upload -p transfersh --report "$here/report.json" "$file" "$file"
expect_status 1
[ "$(wc -l <"$here/out")" -eq 2 ] || fail "not two links"
expect_error_line 'report.json: No space left'
run upload -p transfersh --report "$here/nowhere/report.json" "$file"
expect_status 1
expect_silence
