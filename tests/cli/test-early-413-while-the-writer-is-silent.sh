#!/bin/sh
# A refusal is heard while nobody writes to standard input.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh -- --fault 'transfersh/upload=early=413,after=7*'
mkfifo "$here/pipe"
exec 8<>"$here/pipe"
echo 'a line' >&8
run upload -p transfersh --timeout 60s --name lines.txt - <"$here/pipe" 8>&-
expect_status 5
expect_error_line 'HTTP 413'
