#!/bin/sh
# On a file system without hard links, such as vfat, files are published too, and nothing is replaced
# unasked.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

${CC:-cc} -D_GNU_SOURCE -o "$here/without-links" "$source/tests/providers/without-links.c" || fail "without-links.c"
status=0
"$here/without-links" -n true || status=$?
[ "$status" -ne 77 ] || skip "processes cannot be filtered here"
[ "$status" -eq 0 ] || fail "without-links ended with $status"
TWATFS_WRAPPER="$here/without-links ${TWATFS_WRAPPER-}"

run upload -p local "$file"
expect_status 0
expect_out '/public/photo\.txt$'
cmp "$file" "$here/public/photo.txt"
run upload -p local "$file"
expect_status 0
expect_out '/public/photo\.txt$'
mkdir "$here/other"
make_file "$here/other/photo.txt"
run upload -p local "$here/other/photo.txt"
expect_status 0
expect_out '/public/photo-2\.txt$'
cmp "$file" "$here/public/photo.txt"
run upload -p local --force "$here/other/photo.txt"
expect_status 0
cmp "$here/other/photo.txt" "$here/public/photo.txt"
[ "$(ls -A "$here/public" | tr '\n' ' ')" = 'photo-2.txt photo.txt ' ] || fail "left: $(ls -A "$here/public")"
run delete "$(cat "$here/out")"
expect_status 0

# Where renaming cannot be kept from replacing, only --force can do it.
TWATFS_WRAPPER="$here/without-links -n ${TWATFS_WRAPPER#* }"
run upload -p local "$file"
expect_status 5
expect_error_line 'public: the file system can only replace: use --force, or set TWATFS_LOCAL_DIR to another folder'
[ "$(ls -A "$here/public")" = photo-2.txt ] || fail "left: $(ls -A "$here/public")"
run upload -p local --force "$file"
expect_status 0
