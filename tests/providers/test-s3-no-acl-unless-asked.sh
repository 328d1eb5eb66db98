#!/bin/sh
# No ACL is sent by itself: buckets refuse them by default.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
run upload -p s3 "$file"
expect_status 0
expect_asked 0 "'x-amz-acl' in h"
