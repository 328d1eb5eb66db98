#!/bin/sh
# The parts that were there are part of the checksum of the whole.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/part=ok;ok;stall,seconds=600'
make_large
kill_after_two_parts -o s3.checksum=crc64nvme
# shellcheck disable=SC2086 # several options in one variable
run upload --json $parts -o s3.checksum=crc64nvme "$file"
expect_status 0
[ "$(record proof)" = server-digest ] || fail "proof"
[ "$(asked "$part and r['status'] == 200")" -eq 3 ] || fail "a part was sent twice"
