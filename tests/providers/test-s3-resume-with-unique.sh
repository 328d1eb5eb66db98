#!/bin/sh
# An upload with --unique goes on under the key that it was begun with.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/part=ok;ok;stall,seconds=600'
make_large
kill_after_two_parts --unique

# shellcheck disable=SC2086 # several options in one variable
run upload $parts --unique "$file"
expect_status 0
expect_stored "$file"
expect_asked 1 "$create"
expect_asked 3 "$part and r['status'] == 200"
