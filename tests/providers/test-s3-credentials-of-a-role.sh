#!/bin/sh
# AWS_ROLE_ARN: the role is assumed with the keys that were found.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 roles
AWS_ENDPOINT_URL_STS=$roles
AWS_ROLE_ARN=arn:aws:iam::123456789012:role/tests
export AWS_ENDPOINT_URL_STS AWS_ROLE_ARN
run upload -p s3 "$file"
expect_status 0
expect_stored "$file"
expect_asked 1 "$put and 'Credential=ASIAFRESH/' in h['authorization']"
