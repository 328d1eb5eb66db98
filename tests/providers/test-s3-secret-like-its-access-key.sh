#!/bin/sh
# MinIO's factory keys are one text: a presigned link names the access key, and that is no leak.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
AWS_ACCESS_KEY_ID=minioadmin AWS_SECRET_ACCESS_KEY=minioadmin
run upload -p s3 "$file"
expect_status 0
expect_out 'X-Amz-Credential=minioadmin%2F'
expect_stored "$file"
