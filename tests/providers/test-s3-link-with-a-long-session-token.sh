#!/bin/sh
# A presigned link carries the session's token, which may have thousands of characters.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
AWS_ACCESS_KEY_ID=ASIAWITHALONGTOKEN AWS_SECRET_ACCESS_KEY=session/secret+
AWS_SESSION_TOKEN=$(printf 'token/%.0s' $(seq 640))
export AWS_SESSION_TOKEN
run upload -p s3 "$file"
expect_status 0
expect_out 'X-Amz-Security-Token='
expect_stored "$file"
