#!/bin/sh
# The look for an object whose Complete was lost is repeated when it fails for the moment.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/complete=answer-lost' --fault 's3/head=s3=SlowDown'
make_large
# shellcheck disable=SC2086 # several options in one variable
run upload --retries 0 --force $parts "$file"
expect_status 0
expect_stored "$file"
expect_asked 3 "$part"
