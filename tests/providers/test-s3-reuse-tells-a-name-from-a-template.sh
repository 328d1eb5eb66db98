#!/bin/sh
# The link of a file named {year}.txt below a folder is not that of a template that reads the same.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3-public:s3
mkdir "$here/tree"
cp "$file" "$here/tree/{year}.txt"
run upload -p s3 --reuse --remote-path x/ -r "$here/tree"
expect_status 0
expect_out '/x/%7Byear%7D.txt$'
run upload -p s3 --reuse --remote-path 'x/{year}.txt' "$here/tree/{year}.txt"
expect_status 0
expect_out "/x/$(date -u +%Y).txt\$"
