#!/bin/sh
# The look for an object that may be ours does not hide why there was one.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/upload=s3=SlowDown*' --fault 's3/head=ok;s3=AccessDenied*'
run upload --retries 0 -p s3 "$file"
expect_status 5
expect_err 'HTTP 503 SlowDown'
