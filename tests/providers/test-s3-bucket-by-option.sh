#!/bin/sh
# s3.bucket comes before AWS_S3_BUCKET.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
AWS_S3_BUCKET=another-bucket
run upload -p s3 -o s3.bucket=test-bucket "$file"
expect_status 0
expect_stored "$file"
