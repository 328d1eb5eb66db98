#!/bin/sh
# --report FILE.json has a record of each file, as --json prints them.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh
run upload -p transfersh --json --report "$here/report.json" "$file" "$here/missing" "$file"
expect_status 1
cmp "$here/out" "$here/report.json" || fail "another report"
run upload -p transfersh --report "$here/report.json" "$file"
expect_status 0
[ "$(wc -l <"$here/report.json")" -eq 1 ] || fail "the old report is still there"
