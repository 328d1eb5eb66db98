#!/bin/sh
# The host gives the address of a page; the link that is printed serves the bytes. The name in it
# is the host's spelling.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts tmpfilesorg
cp "$file" "$here/Photo 1.TXT"
run upload --unique -p tmpfilesorg "$here/Photo 1.TXT"
expect_status 0
expect_out "^$tmpfilesorg/dl/[0-9]+/photo_1\.txt$"
expect_serves "$(cat "$here/out")" "$file"
