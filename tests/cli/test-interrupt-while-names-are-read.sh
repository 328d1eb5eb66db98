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
expect_err 'interrupted: 1 files were uploaded'
expect_err 'continue with: twatfs upload --resume=1 '
[ "$(wc -l <"$here/err")" -eq 2 ] || fail "not two lines"
