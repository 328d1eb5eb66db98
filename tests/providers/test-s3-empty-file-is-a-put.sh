#!/bin/sh
# An empty file, which cannot be a multipart upload, is one PUT with a length of 0.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
: >"$file"
run upload -p s3 "$file"
expect_status 0
expect_stored "$file"
expect_asked 1 "$put and r['content_length'] == 0"
