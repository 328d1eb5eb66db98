#!/bin/sh
# Where an upload that failed cannot be ended, why it failed is told all the same, and what stays.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/part=s3=InvalidArgument*' --fault 's3/abort=s3=AccessDenied;s3=AccessDenied;ok;ok;reset*'
make_large
# shellcheck disable=SC2086 # several options in one variable
run upload $parts "$file"
expect_status 5
expect_err 's3: HTTP 400 InvalidArgument'
id=$(show "$part" 'q["uploadId"]' | head -n 1)
expect_err "warning: .*parts of photo.txt stay at the store: .*upload id $id\$"
expect_no_err AccessDenied
run clean
expect_status 1
expect_err 'photo.txt: s3: HTTP 403 AccessDenied'
run clean
expect_status 0
expect_asked 1 "$abort and r['status'] == 204"

# No answer at all is told as little.
# shellcheck disable=SC2086 # several options in one variable
run upload $parts "$file"
expect_status 5
expect_err 's3: HTTP 400 InvalidArgument'
expect_err 'warning: .*parts of photo.txt stay at the store'
