#!/bin/sh
# The same bytes share a name, other bytes get a number; --force replaces.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

run upload -p local "$file"
run upload -p local "$file"
[ "$(ls "$here/public" | wc -l)" -eq 1 ] || fail "the same bytes were stored twice"
make_file "$here/other/photo.txt" 2>/dev/null || { mkdir "$here/other"; make_file "$here/other/photo.txt" 50; }
run upload -p local "$here/other/photo.txt"
expect_out 'photo-2\.txt$'
cmp "$file" "$here/public/photo.txt"
run upload -p local --force "$here/other/photo.txt"
expect_out 'photo\.txt$'
cmp "$here/other/photo.txt" "$here/public/photo.txt"
[ "$(ls -A "$here/public" | wc -l)" -eq 2 ] || fail "something else is left in the folder"
