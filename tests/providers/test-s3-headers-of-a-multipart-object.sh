#!/bin/sh
# Of a multipart upload they go with its beginning, not with the parts.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
make_large
# shellcheck disable=SC2086 # several options in one variable
run upload $parts -o s3.storage_class=GLACIER_IR -o s3.sse=AES256 -o s3.metadata=a=1 "$file"
expect_status 0
expect_asked 1 "$create and h['x-amz-storage-class'] == 'GLACIER_IR' and h['x-amz-meta-a'] == '1' and h['x-amz-server-side-encryption'] == 'AES256'"
expect_asked 0 "($part or $complete) and any(name.startswith(('x-amz-meta', 'x-amz-storage', 'x-amz-server')) for name in h)"
