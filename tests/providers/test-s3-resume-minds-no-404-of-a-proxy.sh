#!/bin/sh
# A 404 that is not about the upload fails, and the next run goes on.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/part=ok;ok;stall,seconds=600' --fault 's3/parts=html=404;s3=NoSuchBucket'
make_large
kill_after_two_parts

for turn in 1 2; do
    # shellcheck disable=SC2086 # several options in one variable
    run upload $parts "$file"
    [ "$status" -ne 0 ] || fail "turn $turn: a success"
done
# shellcheck disable=SC2086 # several options in one variable
run upload $parts "$file"
expect_status 0
expect_stored "$file"
expect_asked 1 "$create"
