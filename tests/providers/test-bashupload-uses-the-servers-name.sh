#!/bin/sh
# The older server changes names as it likes: the link is what it says.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts bashupload
cp "$file" "$here/a-b.txt"
run upload --no-check -p bashupload "$here/a-b.txt"
expect_status 0
expect_out '/a_b\.txt\?download=1$'
cp "$file" "$here/a-rather-long-name.txt"
run upload --no-check -p bashupload "$here/a-rather-long-name.txt"
expect_status 0
expect_out '/[A-Za-z0-9_-]{5}/[A-Za-z0-9_-]{5}\.txt\?download=1$'
expect_serves "$(cat "$here/out")" "$file"
