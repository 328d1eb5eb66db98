#!/bin/sh
# A store that ignores If-None-Match is looked at first.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3-careless:s3
run upload -p s3 "$file"
expect_status 0
cp "$file" "$here/first"
make_file "$file"
run upload -p s3 "$file"
expect_status 5
expect_asked 1 "$put"
