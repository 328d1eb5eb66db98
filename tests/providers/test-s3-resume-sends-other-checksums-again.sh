#!/bin/sh
# A part at the store of which it lists another checksum is sent again.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/part=ok;ok;stall,seconds=600'
make_large
kill_after_two_parts -o s3.concurrency=1 -o s3.checksum=crc64nvme
other_part 1

# shellcheck disable=SC2086 # several options in one variable
run upload $parts -o s3.checksum=crc64nvme "$file"
expect_status 0
expect_stored "$file"
expect_asked 1 "$create"
expect_asked 1 "$part and q['partNumber'] == '2'"
