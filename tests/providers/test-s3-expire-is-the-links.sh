#!/bin/sh
# --expire is the lifetime of the presigned link, also where anyone may read.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

. "$source/tests/providers/look.sh"
start_hosts s3-public:s3
run upload --json -p s3 --expire 90min "$file"
expect_status 0
expect_expiry 5400
record url | grep -q 'X-Amz-Expires=5400' || fail "url"
