#!/bin/sh
# A file that is not there: one line, exit 3, and the others are uploaded.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
run upload "$here/absent"
expect_status 3
expect_silence
expect_error_line 'absent: No such file'
run upload "$here/absent" "$file"
expect_status 1
[ "$(wc -l <"$here/out")" -eq 1 ] || fail "the other was not uploaded"
