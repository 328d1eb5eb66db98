#!/bin/sh
# A bucket that is not there is told of, with what to check.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
AWS_S3_BUCKET=another-bucket
run providers status -v s3
[ "$status" -ne 0 ] || fail "it is said to work"
expect_out 'HTTP 404'
