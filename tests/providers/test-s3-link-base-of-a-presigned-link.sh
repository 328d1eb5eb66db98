#!/bin/sh
# A presigned link has the bucket's own address: with s3.link_base it is refused before anything is
# sent, and so is --expire, which needs one.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3-public:s3
run upload -p s3 -o "s3.link_base=$s3/test-bucket" -o s3.link=presigned "$file"
expect_status 5
expect_err 'link_base: '
run upload -p s3 -o "s3.link_base=$s3/test-bucket" --expire 1h "$file"
[ "$status" -ne 0 ] || fail '--expire: taken'
expect_err 'link_base: .*--expire'
expect_asked 0 True
