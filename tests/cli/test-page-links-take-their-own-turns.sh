#!/bin/sh
# Among those that link to pages, the one that served is where further files come to them.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox gofile tempsh -- --fault 'catbox/upload=status=404*' --fault 'gofile/upload=status=404*'
only catbox gofile tempsh
make_file "$here/b.txt"
run upload -j 1 "$file" "$here/b.txt"
expect_status 0
expect_requests catbox POST 2
expect_requests gofile POST 1
[ "$(grep -c "^$tempsh/" "$here/out")" -eq 2 ] || fail "two links"
