#!/bin/sh
# The same for standard input.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
make_large
cat "$file" | { run upload --json -p s3 -o s3.part_size=5 -o s3.checksum=crc64nvme -; expect_status 0; }
[ "$(record proof)" = server-digest ] || fail "proof"
expect_asked 0 "r['method'] == 'GET'"
