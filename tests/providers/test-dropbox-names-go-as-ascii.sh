#!/bin/sh
# The header with the argument is ASCII: other characters are escaped, beyond the first plane in
# two.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/dropbox.sh"

start_hosts dropbox
run upload -p dropbox --remote-path 'b/é😀".txt' "$file"
expect_status 0
expect_asked 1 "$upload and a['path'] == '/b/é😀\".txt'"
expect_asked 1 "$upload and r'/b/\u00e9\ud83d\ude00\\\".txt' in h['dropbox-api-arg'].lower()"
expect_stored "$file"
run upload -p dropbox --remote-path /reports/2026/ "$file"
expect_status 0
expect_asked 1 "$upload and a['path'] == '/reports/2026/photo.txt'"
