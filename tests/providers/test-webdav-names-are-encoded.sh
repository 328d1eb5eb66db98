#!/bin/sh
# Each part of the path is encoded by itself; the link has them likewise.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts webdav
cp "$file" "$here/50% é#?.txt"
run upload -p webdav --remote-path 'a b/c;d/' "$here/50% é#?.txt"
expect_status 0
expect_part webdav PUT path /dav/a%20b/c%3Bd/50%25%20%C3%A9%23%3F.txt
expect_out '/dav/a%20b/c%3Bd/50%25%20%C3%A9%23%3F\.txt$'
expect_serves "$(cat "$here/out")" "$file"
