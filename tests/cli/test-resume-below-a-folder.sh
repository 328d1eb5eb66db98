#!/bin/sh
# A folder is gone on with; what is new there is sent too.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh -- --fault 'transfersh/upload=ok;ok;status=413;ok*'
make_files 3
run upload -p transfersh -j 1 -r "$here/files" --exclude '*.log'
expect_status 1
make_file "$here/files/4.txt"
run history --unfinished
expect_out ' -r .*/files$'
run upload -p transfersh -r "$here/files" --exclude '*.tmp' --resume
expect_status 2
cd "$here"
run upload -p transfersh -r "$here/files" --exclude '*.log' --resume
expect_status 0
[ "$(wc -l <"$here/out")" -eq 4 ] || fail "not four links"
expect_requests transfersh PUT 5
