#!/bin/sh
# A link dies with the session that signed it: one that should live longer is refused at once.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
AWS_ACCESS_KEY_ID=ASIAOFTHETESTS AWS_SECRET_ACCESS_KEY=session/secret+ AWS_SESSION_TOKEN=session//token+==
AWS_CREDENTIAL_EXPIRATION=$(date -u -d '+1 hour' +%Y-%m-%dT%H:%M:%SZ)
export AWS_SESSION_TOKEN AWS_CREDENTIAL_EXPIRATION
run upload -p s3 --expire 2h "$file"
expect_status 5
expect_err 'the credentials end before'
expect_asked 0 True
run upload -p s3 --expire 30min "$file"
expect_status 0
expect_stored "$file"
