#!/bin/sh
# aws:kms and its key, whose headers share a beginning, are signed in the right order.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
run upload -p s3 -o s3.sse=aws:kms -o s3.kms_key=alias/tests "$file"
expect_status 0
expect_asked 1 "$put and h['x-amz-server-side-encryption-aws-kms-key-id'] == 'alias/tests'"
