#!/bin/sh
# Ctrl-C ends the wait for more names, and what was named before is uploaded.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh
mkfifo "$here/names"
start upload -p transfersh --from-file "$here/names"
exec 8>"$here/names"
echo "$file" >&8
until [ "$(wc -l <"$here/out")" -eq 1 ]; do sleep 0.05; done
sleep 0.2
interrupt INT
exec 8>&-
expect_status 130
expect_error_line 'interrupted: 1 files were uploaded'
