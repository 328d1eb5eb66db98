#!/bin/sh
# A presigned link is of the store's time, or it would not be valid yet, or not any more.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3-late:s3
run upload -p s3 --expire 10min "$file"
expect_status 0
expect_stored "$file"
