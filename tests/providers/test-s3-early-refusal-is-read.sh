#!/bin/sh
# A refusal in the middle of the body is read and believed.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/upload=early=403,after=100000*'
make_large
run upload -p s3 --force -o s3.part_size=20 "$file"
expect_status 5
expect_err 'HTTP 403 AccessDenied.*s3:PutObject'
expect_asked 1 "$put"
