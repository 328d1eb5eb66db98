#!/bin/sh
# 200 that the store knows nothing of: a look tells that, and it is asked once more.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/complete=empty'
make_large
# shellcheck disable=SC2086 # several options in one variable
run upload --retries 0 $parts "$file"
expect_status 0
expect_asked 2 "$complete"
expect_stored "$file"
