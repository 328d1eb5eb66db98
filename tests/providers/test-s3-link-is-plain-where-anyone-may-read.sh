#!/bin/sh
# link=auto: where anyone may read, the link is the object's own address and does not die.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3-public:s3
run upload -v -p s3 "$file"
expect_status 0
expect_out '/test-bucket/photo\.txt$'
expect_err 'anyone may read it'
expect_stored "$file"
