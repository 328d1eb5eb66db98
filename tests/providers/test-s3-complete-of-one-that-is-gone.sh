#!/bin/sh
# An upload that is not known any more when it is to be completed is begun anew, by whatever code.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/complete=s3=NoSuchUpload;s3=NoSuchKey;s3-error-in-200=NoSuchUpload'
make_large
# shellcheck disable=SC2086 # several options in one variable
run upload --retries 3 $parts "$file"
expect_status 0
expect_stored "$file"
expect_asked 4 "$create"
