#!/bin/sh
# The upload is gone when it is asked again, and the object is there: that is success.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/complete=answer-lost'
make_large
# shellcheck disable=SC2086 # several options in one variable
run upload --retries 0 $parts "$file"
expect_status 0
expect_asked 1 "$complete and r['status'] == 404"
expect_stored "$file"
expect_asked 3 "$part"
