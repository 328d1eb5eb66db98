#!/bin/sh
# The same for a part; the upload is ended then.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/part=early=403,after=100000*'
make_large
# shellcheck disable=SC2086 # several options in one variable
run upload $parts "$file"
expect_status 5
expect_err 'HTTP 403 AccessDenied'
expect_asked 1 "$abort and r['status'] == 204"
