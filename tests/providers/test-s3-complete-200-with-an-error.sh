#!/bin/sh
# 200 with an error behind white space is an error: it is tried again.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/complete=s3-error-in-200'
make_large
# shellcheck disable=SC2086 # several options in one variable
run upload --retries 0 $parts "$file"
expect_status 0
expect_asked 2 "$complete"
expect_stored "$file"
