#!/bin/sh
# An extension or content that the host does not take says nothing about it with other files:
# the next file begins there again.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts filebin haste
TWATFS_PLUGIN_PATH=$build/plugins/filebin/.libs:$build/plugins/haste/.libs
seq 1 100 >"$here/setup.exe"
seq 1 200 >"$here/notes.txt"
run upload "$here/setup.exe" "$here/notes.txt"
expect_status 0
expect_err 'filebin: HTTP 403: Illegal file extension'
sed -n 1p "$here/out" | grep -q "^$haste/" || fail "setup.exe"
sed -n 2p "$here/out" | grep -q "^$filebin/" || fail "notes.txt"
expect_requests filebin POST 2
