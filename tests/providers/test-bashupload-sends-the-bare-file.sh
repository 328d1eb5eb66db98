#!/bin/sh
# Both servers get the file's own bytes under its name, and its type, which becomes the extension
# on the newer one.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts bashupload-r2
cp "$file" "$here/a b.png"
point bashupload "$bashupload_r2"
run upload --no-check -p bashupload "$here/a b.png"
expect_status 0
expect_part bashupload-r2 PUT path /a%20b.png
expect_part bashupload-r2 PUT Content-Type image/png
expect_part bashupload-r2 PUT Transfer-Encoding None
expect_out '\.png$'
expect_serves "$(cat "$here/out")" "$file"
