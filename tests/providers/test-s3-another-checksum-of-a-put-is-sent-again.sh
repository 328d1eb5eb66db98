#!/bin/sh
# A store that names another checksum has other bytes: they are sent again.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/upload=s3-checksum-wrong'
run upload --json --force -p s3 -o s3.checksum=crc64nvme "$file"
expect_status 0
expect_asked 2 "$put"
[ "$(record proof)" = server-digest ] || fail "proof"
