#!/bin/sh
# A refusal for good ends the upload at the store.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/part=s3=AccessDenied*'
make_large
# shellcheck disable=SC2086 # several options in one variable
run upload $parts "$file"
expect_status 5
expect_asked 1 "$abort and r['status'] == 204"
run clean --dry-run
expect_silence
expect_asked 1 "$abort and r['status'] == 404" # asked until nothing is known
