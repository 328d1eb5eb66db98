#!/bin/sh
# A folder that is not there is a failure of a file; one that is a file is told.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh
run upload -p transfersh -r "$here/missing" "$file"
expect_status 1
[ "$(wc -l <"$here/out")" -eq 1 ] || fail "not one link"
expect_error_line 'missing: No such file'
run upload -p transfersh -r "$file"
expect_status 3
expect_error_line 'photo.txt: Not a directory'
