#!/bin/sh
# What nobody can have heard leaves nothing behind, and is not warned of; the next provider has the
# file soon.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

AWS_ENDPOINT_URL_S3=http://127.0.0.1:1
export AWS_ENDPOINT_URL_S3
make_large
run upload -v -p s3,local -o s3.part_size=5 --force --retries 0 "$file"
expect_status 0
expect_out '^file://'
expect_no_err AbortIncompleteMultipartUpload
