#!/bin/sh
# A name that is taken is refused, replaced with --force, and passed by with --unique.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/ftp.sh"

start_ftpd
echo 'A file of somebody.' >"$shelf/photo.txt"
cp "$shelf/photo.txt" "$here/before"
run upload -p ftp "$file"
expect_status 5
expect_err 'photo\.txt: is there already: use --force, --unique or --remote-path'
! grep -q '^STOR' "$here/ftpd.log" || fail "something was sent"
run upload -p ftp --unique "$file"
expect_status 0
expect_out '/shelf/[0-9a-f]{16}/photo\.txt$'
expect_same "$shelf/photo.txt" "$here/before"
run upload -p ftp --force "$file"
expect_status 0
expect_same "$shelf/photo.txt" "$file"
[ "$(ls -A "$shelf" | wc -l)" -eq 2 ] || fail "something is left: $(ls -A "$shelf")"
