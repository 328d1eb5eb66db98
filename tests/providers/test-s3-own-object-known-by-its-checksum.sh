#!/bin/sh
# Where the store keeps checksums, that is what its own object is known by, and its proof.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/upload=answer-lost'
run upload --json --retries 0 -p s3 -o s3.checksum=crc32c "$file"
expect_status 0
[ "$(record proof)" = server-digest ] || fail "proof"
expect_asked 0 "r['method'] == 'GET'"
