#!/bin/sh
# With a remote path that ends in a slash each file's path below the folder is put behind it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

mkdir -p "$here/folder/a"
make_file "$here/folder/one.txt"
make_file "$here/folder/a/two.txt"
run upload -p local --remote-path backup/ -r "$here/folder"
expect_status 0
cmp "$here/folder/one.txt" "$here/public/backup/one.txt" || fail "one.txt is elsewhere"
cmp "$here/folder/a/two.txt" "$here/public/backup/a/two.txt" || fail "a/two.txt is elsewhere"
run upload -p local --remote-path backup -r "$here/folder"
expect_status 2
expect_error_line 'must end in a slash'
