#!/bin/sh
# 403 to the look, because the keys are wrong, ends with the reason that only a PUT is told.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
AWS_SECRET_ACCESS_KEY=wrong/secret+of-tests
run upload -p s3 "$file"
expect_status 5
expect_err 'SignatureDoesNotMatch.*check the access key'
