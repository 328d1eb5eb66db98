#!/bin/sh
# Without a memory there is nothing to go on with, and one line says why.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh
make_files 2
run upload -p transfersh --no-memory --resume "$here"/files/[12].txt
expect_status 2
expect_silence
expect_error_line '--resume: memory: switched off'
XDG_STATE_HOME=/proc/nowhere run upload -p transfersh --resume "$here"/files/[12].txt
expect_status 2
expect_error_line '--resume: no unfinished batch'
run upload -p transfersh --resume=x "$here"/files/[12].txt
expect_status 2
expect_error_line '--resume: "x": not the number of a batch'
run upload -p transfersh --resume=7 "$here"/files/[12].txt
expect_status 2
expect_error_line '--resume: batch 7: there is no such unfinished batch'
run upload --dry-run --resume "$here"/files/[12].txt
expect_status 2
expect_error_line '--resume: contradicts --dry-run'
expect_requests transfersh PUT 0
run upload -p transfersh --no-memory "$here"/files/[12].txt
expect_status 0
[ ! -e "$memory" ] || fail "a memory was made"
# Where none can be made, a batch is uploaded all the same.
XDG_STATE_HOME=/proc/nowhere run upload -p transfersh "$here"/files/[12].txt
expect_status 0
expect_error_line 'warning: memory: /proc/nowhere.*: going on without memory'
