#!/bin/sh
# Too big is a refusal: asked once, and for the next file again.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts plik haste -- --limit plik=2000
TWATFS_PLUGIN_PATH=$build/plugins/plik/.libs:$build/plugins/haste/.libs
seq 1 1000 >"$here/large.txt"
seq 1 200 >"$here/notes.txt"
run upload "$here/large.txt" "$here/notes.txt"
expect_status 0
expect_err 'plik: HTTP 400: file too big \(limit is set to 2\.0 kB\)'
sed -n 1p "$here/out" | grep -q "^$haste/" || fail "large.txt"
sed -n 2p "$here/out" | grep -q "^$plik/" || fail "notes.txt"
expect_requests plik POST 4
