#!/bin/sh
# Keys that end within five minutes are found anew before they are used.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
keys_from_process <<KEYS
if [ "\$(wc -l <"$here/asked")" -eq 1 ]; then
    echo '{"Version": 1, "AccessKeyId": "ASIAOFTHETESTS", "SecretAccessKey": "old", "SessionToken": "old", "Expiration": "$(date -u -d '+100 seconds' +%Y-%m-%dT%H:%M:%SZ)"}'
else
    echo '{"Version": 1, "AccessKeyId": "ASIAFRESH", "SecretAccessKey": "fresh/secret+", "SessionToken": "fresh//token+==", "Expiration": "$(date -u -d '+1 hour' +%Y-%m-%dT%H:%M:%SZ)"}'
fi
KEYS
run upload -p s3 "$file"
expect_status 0
expect_stored "$file"
expect_asked 0 "'Credential=ASIAOFTHETESTS/' in h.get('authorization', '')"
[ "$(wc -l <"$here/asked")" -eq 2 ] || fail "the process was asked $(wc -l <"$here/asked") times"
