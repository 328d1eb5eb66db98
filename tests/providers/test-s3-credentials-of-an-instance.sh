#!/bin/sh
# On an instance the metadata service gives the keys, with its token; only where that is allowed.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 roles
unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY
AWS_EC2_METADATA_SERVICE_ENDPOINT=$roles
export AWS_EC2_METADATA_SERVICE_ENDPOINT
run upload -p s3 "$file"
expect_status 5
expect_err 'no credentials'
! grep -q '"host": "roles"' "$here/hosts.log" || fail "it was asked"
unset AWS_EC2_METADATA_DISABLED
run upload -p s3 "$file"
expect_status 0
expect_stored "$file"
