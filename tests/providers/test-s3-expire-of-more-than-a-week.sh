#!/bin/sh
# No presigned link lives longer than a week: another provider would be tried.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
run upload -p s3 --expire 8d "$file"
expect_status 4
expect_asked 0 True
