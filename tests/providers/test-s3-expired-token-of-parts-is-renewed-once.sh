#!/bin/sh
# ExpiredToken of several parts at once: the credentials are found anew once for all of them.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

expired='s3/part=s3=ExpiredToken'
start_hosts s3 -- --fault "$expired;s3=ExpiredToken;s3=ExpiredToken"
make_large
keys_from_process <<KEYS
[ "\$(wc -l <"$here/asked")" -le 2 ] || exit 1
echo '{"Version": 1, "AccessKeyId": "AKIAOFTHETESTS", "SecretAccessKey": "secret/of+the/tests"}'
KEYS
run upload $parts "$file"
expect_status 0
expect_stored "$file"
[ "$(show "$part" 'r["status"]' | sort | tr '\n' ' ')" = "200 200 200 400 400 400 " ] || fail "requests"
[ "$(wc -l <"$here/asked")" -eq 2 ] || fail "the process was asked $(wc -l <"$here/asked") times"
