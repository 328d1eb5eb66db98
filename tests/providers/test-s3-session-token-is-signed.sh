#!/bin/sh
# The session token is sent and signed with every request, and is in the link.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
AWS_ACCESS_KEY_ID=ASIAOFTHETESTS AWS_SECRET_ACCESS_KEY=session/secret+ AWS_SESSION_TOKEN=session//token+==
export AWS_SESSION_TOKEN
run upload -p s3 "$file"
expect_status 0
expect_stored "$file"
expect_asked 1 "$put and h['x-amz-security-token'] == 'session//token+==' and 'x-amz-security-token' in h['authorization']"
