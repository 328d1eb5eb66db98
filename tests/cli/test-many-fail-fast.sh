#!/bin/sh
# With --fail-fast no file is begun after one has failed; without, all others are uploaded.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh
make_files 6
run upload -p transfersh -j 1 --fail-fast "$here/files/1.txt" "$here/missing" "$here"/files/[2-6].txt
expect_status 1
[ "$(wc -l <"$here/out")" -eq 1 ] || fail "not one link"
expect_err 'missing: No such file'
expect_err 'fail-fast: 5 of 7 files: not tried'
run upload -p transfersh -j 1 "$here/files/1.txt" "$here/missing" "$here"/files/[2-6].txt
expect_status 1
[ "$(wc -l <"$here/out")" -eq 6 ] || fail "not six links"
