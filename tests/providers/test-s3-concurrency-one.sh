#!/bin/sh
# s3.concurrency=1: never two parts at once.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/part=stall,seconds=0.1*'
make_large
# shellcheck disable=SC2086 # several options in one variable
run upload $parts -o s3.concurrency=1 "$file"
expect_status 0
expect_stored "$file"
[ "$(at_once "$part")" -eq 1 ] || fail "two at once"
