#!/bin/sh
# An upload whose key has {random} goes on under the key that it was begun with.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/part=ok;ok;stall,seconds=600'
make_large
kill_after_two_parts -o s3.key='{random}/{sha256:8}'

# shellcheck disable=SC2086 # several options in one variable
run upload $parts -o s3.key='{random}/{sha256:8}' "$file"
expect_status 0
expect_stored "$file"
expect_asked 1 "$create"
expect_asked 3 "$part and r['status'] == 200"
