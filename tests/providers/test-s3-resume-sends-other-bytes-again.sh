#!/bin/sh
# A part at the store that has other bytes than the file, as its ETag shows, is sent again.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/part=ok;ok;stall,seconds=600'
make_large
kill_after_two_parts -o s3.concurrency=1
other_part 1

# shellcheck disable=SC2086 # several options in one variable
run upload $parts "$file"
expect_status 0
expect_stored "$file"
expect_asked 1 "$create"
expect_asked 1 "$part and q['partNumber'] == '2'"
