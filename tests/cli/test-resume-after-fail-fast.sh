#!/bin/sh
# What --fail-fast left untried is tried by --resume.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh -- --fault 'transfersh/upload=ok;status=413;ok*'
make_files 4
run upload -p transfersh -j 1 --fail-fast "$here"/files/[1-4].txt
expect_err '--fail-fast: 2 of 4 files: not tried'
expect_err 'continue with: twatfs upload --resume=1'
run upload -p transfersh -j 1 --fail-fast --resume "$here"/files/[1-4].txt
expect_status 0
[ "$(wc -l <"$here/out")" -eq 4 ] || fail "not four links"
expect_requests transfersh PUT 5
