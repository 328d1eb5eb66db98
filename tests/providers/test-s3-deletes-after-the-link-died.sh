#!/bin/sh
# A presigned link dies, the object does not: it is deleted all the same, and only asked what would
# be done stays as it is.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
run upload -p s3 --expire 1h "$file"
expect_status 0
expect_stored "$file"
sql "UPDATE upload SET expires = 1"
run history
expect_out ' expired '
run delete --dry-run 1
expect_status 0
expect_out '^there +s3 '
run delete 1
expect_status 0
expect_out '^deleted +s3 '
[ "$(requests s3 DELETE)" -eq 1 ] || fail "the store was not asked"
run delete 1
expect_out '^already deleted +s3 '
