#!/bin/sh
# A folder that cannot be read is told and counts as a failure; the others are uploaded.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

[ "$(id -u)" -ne 0 ] || skip "root can read everything"
start_hosts transfersh
mkdir -p "$here/folder/closed"
make_file "$here/folder/one.txt"
chmod 0 "$here/folder/closed"
run upload -p transfersh -r "$here/folder"
expect_status 1
[ "$(wc -l <"$here/out")" -eq 1 ] || fail "not one link"
expect_error_line 'folder/closed: Permission denied'
