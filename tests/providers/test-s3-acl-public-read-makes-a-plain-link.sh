#!/bin/sh
# With the ACL that was asked for the object can be read by anyone, and the link is its address.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
run upload -p s3 -o s3.acl=public-read "$file"
expect_status 0
expect_asked 1 "h.get('x-amz-acl') == 'public-read'"
expect_out '/test-bucket/photo\.txt$'
expect_stored "$file"
