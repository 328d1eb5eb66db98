#!/bin/sh
# Where the store names the CRC of what it has, nothing is downloaded.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
for kind in crc64nvme crc32c; do
    run upload --json -p s3 --force -o "s3.checksum=$kind" "$file"
    expect_status 0
    [ "$(record proof)" = server-digest ] || fail "proof"
    expect_asked 1 "$put and 'x-amz-checksum-$kind' in h"
done
expect_asked 0 "r['method'] == 'GET'"
