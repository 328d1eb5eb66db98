#!/bin/sh
# A connection that is lost in a part's body, or before its answer, costs that part only.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/part=reset,after=1000000;close'
make_large
# shellcheck disable=SC2086 # several options in one variable
run upload --retries 0 $parts "$file"
expect_status 0
expect_asked 5 "$part"
expect_stored "$file"
