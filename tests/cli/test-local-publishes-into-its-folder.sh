#!/bin/sh
# `local` copies into TWATFS_LOCAL_DIR under the file's name; the link is file:// without a
# base, and below the base with one.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

run upload -p local "$file"
expect_status 0
[ "$(cat "$here/out")" = "file://$here/public/photo.txt" ] || fail "the link is $(cat "$here/out")"
cmp "$file" "$here/public/photo.txt"
TWATFS_LOCAL_URL=http://127.0.0.1:1/files run upload --no-check -p local "$file"
expect_status 0
[ "$(cat "$here/out")" = http://127.0.0.1:1/files/photo.txt ] || fail "the link is $(cat "$here/out")"
