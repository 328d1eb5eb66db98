#!/bin/sh
# After a lost answer another object of that size is still somebody else's.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/head=ok;ok;s3=NoSuchKey' --fault 's3/upload=ok;close'
run upload -p s3 "$file"
expect_status 0
printf 'x' | dd of="$file" conv=notrunc 2>"$here/dd"
run upload --retries 0 -p s3 "$file"
expect_status 5
expect_err 'HTTP 412 PreconditionFailed'
