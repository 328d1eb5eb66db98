#!/bin/sh
# Keys that stay expired are asked for once more, not for ever.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/upload=s3=ExpiredToken*'
run upload --force -p s3 "$file"
expect_status 5
expect_err 'ExpiredToken.*log in anew'
expect_asked 2 "$put"
