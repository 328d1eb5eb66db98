#!/bin/sh
# s3.style=virtual: the bucket is part of the host's name.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
TWATFS_S3_URL=$(echo "$s3" | sed s/127.0.0.1/localhost/)
run upload --no-check -p s3 -o s3.style=virtual "$file"
expect_status 0
expect_asked 1 "$put and h['host'].startswith('test-bucket.localhost:') and r['path'] == '/photo.txt'"
expect_out '^http://test-bucket\.localhost:[0-9]+/photo\.txt\?'
