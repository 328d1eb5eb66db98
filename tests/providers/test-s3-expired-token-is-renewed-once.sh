#!/bin/sh
# ExpiredToken: the credentials are found anew, once, and the request goes on.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
keys_from_process <<KEYS
if [ "\$(wc -l <"$here/asked")" -eq 1 ]; then
    echo '{"Version": 1, "AccessKeyId": "ASIAOFTHETESTS", "SecretAccessKey": "session/secret+", "SessionToken": "old"}'
else
    echo '{"Version": 1, "AccessKeyId": "ASIAFRESH", "SecretAccessKey": "fresh/secret+", "SessionToken": "fresh//token+=="}'
fi
KEYS
run upload --force -p s3 "$file"
expect_status 0
expect_stored "$file"
[ "$(show "$put" 'r["status"]' | tr '\n' ' ')" = "400 200 " ] || fail "requests"
[ "$(wc -l <"$here/asked")" -eq 2 ] || fail "the process was asked $(wc -l <"$here/asked") times"
