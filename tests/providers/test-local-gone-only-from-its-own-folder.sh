#!/bin/sh
# A file is gone only when the folder that it was published in has it no more: in another folder, or one
# that is not there, nothing is "deleted" that is still served.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

TWATFS_LOCAL_URL=http://127.0.0.1:1/files && export TWATFS_LOCAL_URL
run upload -p local --no-check --json --show-token "$file"
expect_status 0
url=$(record url)
token=$(record delete_token)
first=$here/public

mkdir "$here/another"
TWATFS_LOCAL_DIR=$here/another
run delete "$url"
expect_status 5
expect_error_line 'another: is not the folder that it was published in: set TWATFS_LOCAL_DIR as it was'
TWATFS_LOCAL_DIR=$here/missing
run delete "$url"
expect_status 5
expect_error_line 'missing: No such file or directory: set TWATFS_LOCAL_DIR as it was'

# The folder's own number says nothing about a file that is there: devices are numbered anew with each
# boot.
TWATFS_LOCAL_DIR=$here/another
ln "$first/photo.txt" "$here/another/photo.txt"
run_remove local "$url" "$token"
expect_status 0
[ ! -e "$here/another/photo.txt" ] || fail "it is still there"
[ -e "$first/photo.txt" ] || fail "it is gone"

# Tokens that tell no folder are taken as they are.
run_remove local "$url" "${token%@*}"
expect_status 0
TWATFS_LOCAL_DIR=$first
run_remove local "$url" "${token%@*}"
expect_status 0
[ ! -e "$first/photo.txt" ] || fail "it is still there"

# With the folder as it was, what is gone is gone, together with the folder it was in too.
run upload -p local --no-check --remote-path below/ "$file"
rm -r "$first/below"
run delete "$(cat "$here/out")"
expect_status 0
