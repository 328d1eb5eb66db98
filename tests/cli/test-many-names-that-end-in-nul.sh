#!/bin/sh
# With -0 names end in NUL and may hold line breaks; without it NUL is told.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh
odd=$(printf 'two\nlines.txt')
make_file "$here/$odd"
printf '%s\0%s\0' "$file" "$here/$odd" >"$here/names"
run upload -p transfersh -0 --from-file "$here/names"
expect_status 0
[ "$(wc -l <"$here/out")" -eq 2 ] || fail "not two links"
expect_serves "$(sed -n 2p "$here/out")" "$here/$odd"
run upload -p transfersh --from-file "$here/names"
expect_err 'line 1: holds a NUL byte: use -0'
