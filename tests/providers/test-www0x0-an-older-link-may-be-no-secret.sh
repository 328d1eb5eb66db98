#!/bin/sh
# For bytes that it has already the host gives the link that it has: one that can be guessed is warned
# of, and is no success where secret=yes asks for another.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts 0x0
run upload -p www0x0 -o www0x0.secret=no "$file"
expect_status 0
expect_no_err 'guessed'
link=$(cat "$here/out")
run upload -p www0x0 "$file"
expect_status 0
[ "$(cat "$here/out")" = "$link" ] || fail "another link"
expect_error_line 'the link can be guessed: the host has the file from an earlier upload'
run upload -p www0x0 -o www0x0.secret=no "$file"
expect_status 0
expect_no_err 'guessed'
run upload -p www0x0 -o www0x0.secret=yes "$file"
expect_status 5
expect_silence
expect_err 'the link can be guessed: the host has the file from an earlier upload'

# A long link stays one.
make_file "$here/two.txt"
run upload -p www0x0 "$here/two.txt"
run upload -p www0x0 -o www0x0.secret=yes "$here/two.txt"
expect_status 0
expect_no_err 'guessed'
