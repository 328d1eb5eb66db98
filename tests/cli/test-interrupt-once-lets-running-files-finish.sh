#!/bin/sh
# The first Ctrl-C among many files lets those under way finish, and begins no other.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh -- --fault 'transfersh/upload=stall,at=answer,seconds=2*'
make_files 6
start upload -p transfersh -j 2 "$here"/files/[1-6].txt
until_open .txt
sleep 0.5
interrupt INT
expect_status 130
[ "$(wc -l <"$here/out")" -eq 2 ] || fail "not two links"
expect_serves "$(sed -n 1p "$here/out")" "$here/files/1.txt"
expect_serves "$(sed -n 2p "$here/out")" "$here/files/2.txt"
expect_err 'interrupted: 2 running files finish; press Ctrl-C again to stop now'
expect_err 'interrupted: 2 of 6 files were uploaded'
expect_requests transfersh PUT 2
