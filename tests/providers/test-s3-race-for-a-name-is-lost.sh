#!/bin/sh
# One that comes in between wins: 412 is no success.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/head=ok;ok;s3=NoSuchKey'
run upload -p s3 "$file"
expect_status 0
make_file "$file" 2000
run upload -p s3 "$file"
expect_status 5
expect_err 'HTTP 412 PreconditionFailed.*--force'
