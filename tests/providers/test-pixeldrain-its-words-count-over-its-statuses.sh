#!/bin/sh
# What is refused is told by a word: the next file begins there again.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

PIXELDRAIN_API_KEY=0b8f2a51-6c3d-4e7f-9a10-1f2e3d4c5b6a
export PIXELDRAIN_API_KEY
large=$(answer 400 '{"success":false,"value":"file_too_large"}')
wrong=$(answer 400 '{"success":false,"value":"authentication_failed"}')
start_hosts pixeldrain haste -- --fault "pixeldrain/upload=$large;ok;$wrong"
TWATFS_PLUGIN_PATH=$build/plugins/pixeldrain/.libs:$build/plugins/haste/.libs
seq 1 100 >"$here/large.txt"
seq 1 200 >"$here/notes.txt"
run upload "$here/large.txt" "$here/notes.txt"
expect_status 0
sed -n 1p "$here/out" | grep -q "^$haste/" || fail "large.txt"
sed -n 2p "$here/out" | grep -q "^$pixeldrain/" || fail "notes.txt"
run upload -p pixeldrain "$file"
expect_status 5
expect_err 'authentication_failed: check PIXELDRAIN_API_KEY'
