#!/bin/sh
# AWS_REQUEST_CHECKSUM_CALCULATION=when_supported asks for one anywhere; an option has the last word.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
AWS_REQUEST_CHECKSUM_CALCULATION=WHEN_SUPPORTED
export AWS_REQUEST_CHECKSUM_CALCULATION
run upload -p s3 "$file"
expect_status 0
expect_asked 1 "$put and 'x-amz-checksum-crc64nvme' in h"
run upload -p s3 --force -o s3.checksum=none "$file"
expect_status 0
expect_asked 1 "$put and 'x-amz-checksum-crc64nvme' not in h"
