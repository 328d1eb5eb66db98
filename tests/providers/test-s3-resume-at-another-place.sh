#!/bin/sh
# What was begun at one endpoint is not forgotten at another: clean lists it, and it goes on there.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/part=ok;ok;stall,seconds=600'
make_large
kill_after_two_parts --force

one=$TWATFS_S3_URL
TWATFS_S3_URL=$(echo "$one" | sed 's/127\.0\.0\.1/localhost/')
export TWATFS_S3_URL
# shellcheck disable=SC2086 # several options in one variable
run upload $parts --force "$file"
expect_status 0
expect_asked 2 "$create"
expect_asked 0 "$abort"
run clean --dry-run
expect_out '^unfinished +s3 .*photo.txt$'

TWATFS_S3_URL=$one
# shellcheck disable=SC2086 # several options in one variable
run upload $parts --force "$file"
expect_status 0
expect_stored "$file"
expect_asked 2 "$create"
expect_asked 6 "$part and r['status'] == 200"
