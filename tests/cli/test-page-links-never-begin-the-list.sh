#!/bin/sh
# A provider that served when others had failed is where further files begin, but not when it
# links to a page.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox tempsh -- --fault 'catbox/upload=status=404;ok'
only catbox tempsh
make_file "$here/b.txt"
run upload -j 1 "$file" "$here/b.txt"
expect_status 0
sed -n 1p "$here/out" | grep -q "^$tempsh/" || fail "first link"
sed -n 2p "$here/out" | grep -q "^$catbox/" || fail "second link"
