#!/bin/sh
# With a checksum the look that replaces the lost answer is the proof as well.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/complete=answer-lost'
make_large
# shellcheck disable=SC2086 # several options in one variable
run upload --json --retries 0 $parts -o s3.checksum=crc64nvme "$file"
expect_status 0
[ "$(record proof)" = server-digest ] || fail "proof"
expect_asked 0 "r['method'] == 'GET'"
