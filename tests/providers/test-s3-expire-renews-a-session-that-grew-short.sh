#!/bin/sh
# The keys lasted when the upload began and do not when its link is made: others are found then.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

# The second keys, which the PUT needs, are those that end too soon.
start_hosts s3 -- --fault s3/upload=s3=ExpiredToken
keys_from_process <<KEYS
[ "\$(wc -l <"$here/asked")" -eq 2 ] && lifetime='20 minutes' || lifetime='2 hours'
echo '{"Version": 1, "AccessKeyId": "ASIAFRESH", "SecretAccessKey": "fresh/secret+", "SessionToken": "fresh//token+==", "Expiration": "'\$(date -u -d "+\$lifetime" +%Y-%m-%dT%H:%M:%SZ)'"}'
KEYS
run upload --force -p s3 --expire 1h "$file"
expect_status 0
expect_stored "$file"
expect_asked 2 "$put"
[ "$(wc -l <"$here/asked")" -eq 3 ] || fail "the process was asked $(wc -l <"$here/asked") times"
