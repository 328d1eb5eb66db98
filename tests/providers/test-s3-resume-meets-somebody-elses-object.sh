#!/bin/sh
# What came to be there while an upload was not gone on with is not replaced.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3-careless:s3 -- --fault 's3/part=ok;ok;stall,seconds=600'
make_large
kill_after_two_parts
echo "of somebody else" >"$here/other.txt"
run upload -p s3 --name photo.txt "$here/other.txt"
expect_status 0
# shellcheck disable=SC2086 # several options in one variable
run upload $parts "$file"
expect_status 5
expect_err 'is there already'
expect_asked 0 "$complete"
