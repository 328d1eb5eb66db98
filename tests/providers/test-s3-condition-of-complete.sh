#!/bin/sh
# Without --force a multipart upload replaces nothing that came meanwhile; it is ended then.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/head=ok;ok;s3=NoSuchKey'
run upload -p s3 "$file"
expect_status 0
make_large
# shellcheck disable=SC2086 # several options in one variable
run upload $parts "$file"
expect_status 5
expect_err 'HTTP 412 PreconditionFailed'
expect_asked 1 "$complete and h.get('if-none-match') == '*'"
expect_asked 1 "$abort and r['status'] == 204"
