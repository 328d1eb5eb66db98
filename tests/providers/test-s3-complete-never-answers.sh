#!/bin/sh
# Not one answer to Complete, and the object is there: that is success too.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/complete=answer-lost*'
make_large
# shellcheck disable=SC2086 # several options in one variable
run upload --retries 0 $parts "$file"
expect_status 0
expect_stored "$file"
expect_asked 3 "$part"
