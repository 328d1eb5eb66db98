#!/bin/sh
# What was there before is not what we sent, even if it holds the same.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/head=ok;ok;s3=NoSuchKey'
run upload -p s3 "$file"
expect_status 0
sleep 3
run upload -p s3 "$file"
expect_status 5
expect_err 'HTTP 412 PreconditionFailed'
