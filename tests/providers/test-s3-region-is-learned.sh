#!/bin/sh
# A bucket in another region: the store names it, and everything is signed for that.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3-elsewhere:s3
run upload -p s3 "$file"
expect_status 0
expect_err 'the bucket is in the region eu-central-1: set AWS_REGION'
expect_stored "$file"
expect_asked 1 "r['status'] == 400"
