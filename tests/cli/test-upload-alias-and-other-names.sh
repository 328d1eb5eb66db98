#!/bin/sh
# upload_file, 2url and file2url are upload.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
run upload_file "$file"
expect_status 0
for name in 2url file2url; do
    ln -s "$twatfs" "$here/$name"
    "$here/$name" "$file" >"$here/out"
    expect_out '^http'
done
