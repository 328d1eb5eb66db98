#!/bin/sh
# A run in which files failed can be gone on with: only those are tried again, and the output and the
# report have all files.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh -- --fault 'transfersh/upload=ok;status=413;ok*'
make_files 3
run upload -p transfersh -j 1 "$here"/files/[1-3].txt
expect_status 1
expect_error_line '2.txt'
first=$(sed -n 1p "$here/out")
third=$(sed -n 2p "$here/out")
run upload -p transfersh --resume --report "$here/report.csv" "$here"/files/[1-3].txt
expect_status 0
[ "$(sed -n 1p "$here/out")" = "$first" ] || fail "another first link"
[ "$(sed -n 3p "$here/out")" = "$third" ] || fail "another third link"
expect_serves "$(sed -n 2p "$here/out")" "$here/files/2.txt"
[ "$(wc -l <"$here/report.csv")" -eq 4 ] || fail "the report lacks files"
expect_requests transfersh PUT 4
