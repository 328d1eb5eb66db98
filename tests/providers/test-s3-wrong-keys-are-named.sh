#!/bin/sh
# A secret that is wrong, and a key that nobody knows, are told apart, and not shown.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
AWS_SECRET_ACCESS_KEY=wrong/secret+of-tests
run upload --force -p s3 "$file"
expect_status 5
expect_err 'SignatureDoesNotMatch.*check the access key'
expect_no_err 'wrong/secret'
AWS_ACCESS_KEY_ID=AKIANOBODY
run upload --force -p s3 "$file"
expect_err 'InvalidAccessKeyId'
