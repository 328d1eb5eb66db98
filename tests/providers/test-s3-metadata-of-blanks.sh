#!/bin/sh
# A value of blanks only is sent as it is signed: as an empty one.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
run upload -p s3 -o 's3.metadata=a= ,b=2' "$file"
expect_status 0
expect_asked 1 "$put and h['x-amz-meta-a'] == '' and h['x-amz-meta-b'] == '2'"
