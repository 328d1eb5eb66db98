#!/bin/sh
# A large file goes in parts, several at once, all of one size but the last.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/part=stall,seconds=0.5*'
make_large
# shellcheck disable=SC2086 # several options in one variable
run upload $parts "$file"
expect_status 0
expect_stored "$file"
[ "$(show "$part" '(int(q["partNumber"]), r["content_length"])' | sort | tr '\n' ' ')" = \
    "(1, 5242880) (2, 5242880) (3, 1048597) " ] || fail "parts"
[ "$(at_once "$part")" -eq 3 ] || fail "not three at once"
