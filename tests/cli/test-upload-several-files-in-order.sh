#!/bin/sh
# One URL for each file, in the order of the command line.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
make_file "$here/b.txt" 2000
make_file "$here/c.txt" 3000
run upload "$file" "$here/b.txt" "$here/c.txt"
expect_status 0
[ "$(wc -l <"$here/out")" -eq 3 ] || fail "not three lines"
expect_serves "$(sed -n 1p "$here/out")" "$file"
expect_serves "$(sed -n 2p "$here/out")" "$here/b.txt"
expect_serves "$(sed -n 3p "$here/out")" "$here/c.txt"
