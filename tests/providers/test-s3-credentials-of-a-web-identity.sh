#!/bin/sh
# A web identity's token is exchanged for keys, without any of its own.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 roles
unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY
echo token-of-tests >"$here/token"
AWS_ENDPOINT_URL_STS=$roles
AWS_ROLE_ARN=arn:aws:iam::123456789012:role/tests
AWS_WEB_IDENTITY_TOKEN_FILE=$here/token
export AWS_ENDPOINT_URL_STS AWS_ROLE_ARN AWS_WEB_IDENTITY_TOKEN_FILE
run upload -p s3 "$file"
expect_status 0
expect_stored "$file"
