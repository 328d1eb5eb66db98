#!/bin/sh
# What the host would cut is not sent: binary files, empty ones, and those of more than 32767
# bytes.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts termbin
printf 'one\0two' >"$here/binary.txt"
: >"$here/empty.txt"
seq 1 10000 | head -c 32768 >"$here/long.txt"
for name in binary empty long; do
    run upload -p termbin "$here/$name.txt"
    expect_status 4
    expect_error_line 'takes (text only|at least 1|at most)'
done
expect_requests termbin TCP 0
head -c 32767 "$here/long.txt" >"$here/longest.txt"
run upload -p termbin "$here/longest.txt"
expect_status 0
expect_serves "$(cat "$here/out")" "$here/longest.txt"
