#!/bin/sh
# A list that the user named is tried in that order for each file.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/upload=status=404*'
make_file "$here/b.txt"
run upload -p catbox,litterbox "$file" "$here/b.txt"
expect_status 0
expect_requests catbox POST 2
expect_requests litterbox POST 2
