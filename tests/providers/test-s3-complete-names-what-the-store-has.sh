#!/bin/sh
# Of a part that was sent twice the copy nobody heard of may be the one that is kept, by another ETag.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3-kms:s3 -- --fault 's3/part=s3-late'
make_large
for checksum in none crc64nvme; do
    # shellcheck disable=SC2086 # several options in one variable
    run upload --retries 0 --remote-path $checksum $parts -o s3.checksum=$checksum "$file"
    expect_status 0
    expect_stored "$file"
done
expect_asked 7 "$part"
expect_asked 1 "$complete and r['status'] == 400"
expect_asked 0 "$abort"
