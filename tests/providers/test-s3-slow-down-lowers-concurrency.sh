#!/bin/sh
# A store that asks for less gets fewer parts at once.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/part=s3=SlowDown;s3=SlowDown;s3=SlowDown;stall,seconds=0.4*'
make_large
# shellcheck disable=SC2086 # several options in one variable
run upload -v $parts "$file"
expect_status 0
expect_stored "$file"
expect_err 'the store asks for less: 1 at once'
[ "$(at_once "$part and r['status'] == 200")" -lt 3 ] || fail "three at once"
