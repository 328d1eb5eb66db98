#!/bin/sh
# s3.link_base begins the link instead of the bucket's address; the key is encoded behind it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3-public:s3
run upload -p s3 -o "s3.link_base=$s3/test-bucket" --remote-path 'a b/ü.txt' "$file"
expect_status 0
expect_out '/test-bucket/a%20b/%C3%BC\.txt$'
expect_stored "$file"
