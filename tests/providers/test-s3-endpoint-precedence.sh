#!/bin/sh
# AWS_ENDPOINT_URL_S3 comes before AWS_ENDPOINT_URL, and both can be switched off.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
unset TWATFS_S3_URL
AWS_ENDPOINT_URL=http://127.0.0.1:1
export AWS_ENDPOINT_URL
run providers status -v s3
expect_err 'endpoint: http://127.0.0.1:1 \(AWS_ENDPOINT_URL\)'
AWS_ENDPOINT_URL_S3=$s3
export AWS_ENDPOINT_URL_S3
run providers status -v s3
expect_status 0
expect_err "endpoint: $s3 \(AWS_ENDPOINT_URL_S3\)"
TWATFS_S3_URL=$s3/
export TWATFS_S3_URL
run providers status -v s3
expect_status 0
expect_err "endpoint: $s3 \(TWATFS_S3_URL\)"
