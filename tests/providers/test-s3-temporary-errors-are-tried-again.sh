#!/bin/sh
# 500, 503, 429 and RequestTimeout are tried again, within one upload.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/upload=s3=InternalError;s3=ServiceUnavailable;status=429;s3=RequestTimeout'
run upload --retries 0 -p s3 "$file"
expect_status 0
expect_asked 5 "$put"
expect_stored "$file"
