#!/bin/sh
# Too large and prohibited names are refusals, though the host calls them its own failure: it
# is asked once, and for the next file again.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts linx haste -- --limit linx=2000
TWATFS_PLUGIN_PATH=$build/plugins/linx/.libs:$build/plugins/haste/.libs
seq 1 1000 >"$here/large.txt"
seq 1 100 >"$here/index.html"
seq 1 200 >"$here/notes.txt"
run upload -o linx.keep_name=yes "$here/large.txt" "$here/index.html" "$here/notes.txt"
expect_status 0
expect_err 'linx: HTTP 500: .*request body too large'
expect_err 'linx: HTTP 500: .*Prohibited filename'
sed -n 1p "$here/out" | grep -q "^$haste/" || fail "large.txt"
sed -n 2p "$here/out" | grep -q "^$haste/" || fail "index.html"
sed -n 3p "$here/out" | grep -q "^$linx/" || fail "notes.txt"
expect_requests linx PUT 3
