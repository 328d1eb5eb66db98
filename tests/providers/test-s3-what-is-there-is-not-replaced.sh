#!/bin/sh
# Without --force nothing is replaced: If-None-Match guards it where the store knows that.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
run upload -p s3 "$file"
expect_status 0
cp "$file" "$here/first"
make_file "$file"
run upload -p s3 "$file"
expect_status 5
expect_err 'is there already'
run upload --force -p s3 "$file"
expect_status 0
expect_stored "$file"
expect_asked 1 "$put and h.get('if-none-match') == '*'"
