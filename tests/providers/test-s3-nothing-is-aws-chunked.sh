#!/bin/sh
# No body is aws-chunked, which other stores refuse or keep as it is.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
make_large
# shellcheck disable=SC2086 # several options in one variable
run upload $parts -o s3.checksum=crc64nvme "$file"
expect_status 0
expect_asked 0 "'aws-chunked' in h.get('content-encoding', '') or 'x-amz-trailer' in h"
expect_asked 0 "h.get('x-amz-content-sha256', '').startswith('STREAMING')"
