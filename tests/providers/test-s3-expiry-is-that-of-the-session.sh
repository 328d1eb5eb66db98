#!/bin/sh
# Without --expire the record has the time at which the session ends, when the link does.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

. "$source/tests/providers/look.sh"
start_hosts s3
AWS_ACCESS_KEY_ID=ASIAOFTHETESTS AWS_SECRET_ACCESS_KEY=session/secret+ AWS_SESSION_TOKEN=session//token+==
AWS_CREDENTIAL_EXPIRATION=$(date -u -d '+1 hour' +%Y-%m-%dT%H:%M:%SZ)
export AWS_SESSION_TOKEN AWS_CREDENTIAL_EXPIRATION
run upload --json -p s3 "$file"
expect_status 0
expect_expiry 3600
