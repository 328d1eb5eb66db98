#!/bin/sh
# Wrong keys do not make what was begun be given up.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/part=ok;ok;stall,seconds=600' --fault 's3/parts=s3=SignatureDoesNotMatch'
make_large
kill_after_two_parts

# shellcheck disable=SC2086 # several options in one variable
run upload $parts "$file"
[ "$status" -ne 0 ] || fail "a success"
# shellcheck disable=SC2086 # several options in one variable
run upload $parts "$file"
expect_status 0
expect_stored "$file"
expect_asked 1 "$create"
