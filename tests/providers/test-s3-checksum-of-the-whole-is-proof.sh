#!/bin/sh
# Of a multipart upload the CRC of the whole is combined from the parts', and compared.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
make_large
for kind in crc64nvme crc32c; do
    # shellcheck disable=SC2086 # several options in one variable
    run upload --json --force $parts -o "s3.checksum=$kind" "$file"
    expect_status 0
    [ "$(record proof)" = server-digest ] || fail "proof"
    expect_asked 1 "$complete and 'x-amz-checksum-$kind' in h and h['x-amz-mp-object-size'] == '$(stat -c %s "$file")'"
done
expect_asked 2 "$create and h['x-amz-checksum-type'] == 'FULL_OBJECT'"
expect_asked 0 "r['method'] == 'GET'"
