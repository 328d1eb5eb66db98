#!/bin/sh
# Where the keys end before the link would, others are found before anything is sent.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
keys_from_process <<KEYS
[ "\$(wc -l <"$here/asked")" -eq 1 ] && lifetime='20 minutes' || lifetime='2 hours'
echo '{"Version": 1, "AccessKeyId": "ASIAFRESH", "SecretAccessKey": "fresh/secret+", "SessionToken": "fresh//token+==", "Expiration": "'\$(date -u -d "+\$lifetime" +%Y-%m-%dT%H:%M:%SZ)'"}'
KEYS
run upload -p s3 --expire 1h "$file"
expect_status 0
expect_stored "$file"
[ "$(wc -l <"$here/asked")" -eq 2 ] || fail "the process was asked $(wc -l <"$here/asked") times"
