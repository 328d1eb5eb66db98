#!/bin/sh
# link=auto: where anyone else is refused, the link is presigned and dies in a week.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

. "$source/tests/providers/look.sh"
start_hosts s3
run upload --json -p s3 "$file"
expect_status 0
expect_expiry 604800
record url | grep -q 'X-Amz-Expires=604800' || fail "url"
expect_stored "$file"
