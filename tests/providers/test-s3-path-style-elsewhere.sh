#!/bin/sh
# At another endpoint than Amazon's the bucket is in the path, and AWS_PATH_STYLE changes that.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
run upload -p s3 "$file"
expect_status 0
expect_asked 1 "$put and r['path'] == '/test-bucket/photo.txt'"
TWATFS_S3_URL=$(echo "$s3" | sed s/127.0.0.1/localhost/)
AWS_PATH_STYLE=false
export AWS_PATH_STYLE
run upload --force --no-check -p s3 "$file"
expect_status 0
expect_asked 1 "$put and r['path'] == '/photo.txt'"
