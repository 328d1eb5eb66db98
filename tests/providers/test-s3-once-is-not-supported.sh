#!/bin/sh
# No link of S3 dies with its first download.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
run upload -p s3 --once "$file"
expect_status 4
expect_asked 0 True
