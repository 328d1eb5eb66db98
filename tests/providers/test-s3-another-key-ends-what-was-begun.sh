#!/bin/sh
# Another option s3.key for the same file: the upload that was begun ends.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/part=ok;ok;stall,seconds=600'
make_large
kill_after_two_parts

# shellcheck disable=SC2086 # several options in one variable
run upload $parts -o s3.key=other.txt "$file"
expect_status 0
expect_stored "$file"
expect_asked 1 "$abort and r['status'] == 204"
