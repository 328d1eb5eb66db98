#!/bin/sh
# Keys that end within five minutes are used where no others are to be had.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
keys_from_process <<KEYS
[ "\$(wc -l <"$here/asked")" -eq 1 ] || exit 1
echo '{"Version": 1, "AccessKeyId": "ASIAFRESH", "SecretAccessKey": "fresh/secret+", "SessionToken": "fresh//token+==", "Expiration": "$(date -u -d '+200 seconds' +%Y-%m-%dT%H:%M:%SZ)"}'
KEYS
run upload -p s3 "$file"
expect_status 0
expect_stored "$file"
expect_err 'the credentials end in [0-9]+ s and are not to be had anew: going on with these'
