#!/bin/sh
# With another bucket or endpoint set nothing is deleted there, and what to set is said.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 s3-public:other
run upload -p s3 -o "s3.link_base=$s3/test-bucket" -o s3.acl=public-read "$file"
expect_status 0
url=$(cat "$here/out")

AWS_S3_BUCKET=another run delete "$url"
expect_status 5
expect_err "it is in $s3/test-bucket: set the bucket and endpoint to that, not to $s3/another\$"
TWATFS_S3_URL=$other run delete "$url"
expect_status 5
expect_err "it is in $s3/test-bucket: .*, not to $other/test-bucket\$"
expect_asked 0 "r['method'] == 'DELETE'"
expect_serves "$url" "$file"

run delete "$url"
expect_status 0
expect_asked 1 "r['method'] == 'DELETE' and r['status'] == 204"
