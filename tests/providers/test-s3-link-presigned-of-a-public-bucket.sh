#!/bin/sh
# link=presigned asks for nothing else.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3-public:s3
run upload -p s3 -o s3.link=presigned "$file"
expect_status 0
expect_out 'X-Amz-Signature='
