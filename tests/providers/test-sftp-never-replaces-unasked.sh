#!/bin/sh
# A name that is taken is refused, replaced with --force in one go, and passed by with --unique.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/sshd.sh"

start_sshd
echo 'A file of somebody.' >"$shelf/photo.txt"
cp "$shelf/photo.txt" "$here/before"
run upload -p sftp "$file"
expect_status 5
expect_err 'photo\.txt: is there already: use --force, --unique or --remote-path'
expect_same "$shelf/photo.txt" "$here/before"
[ -z "$(written photo)$(written twatfs)" ] || fail "something was sent"
run upload -p sftp --unique "$file"
expect_status 0
expect_out "^$sftp_base[0-9a-f]{16}/photo\.txt$"
expect_same "$shelf/photo.txt" "$here/before"
run upload -p sftp --force "$file"
expect_status 0
expect_same "$shelf/photo.txt" "$file"
[ "$(ls -A "$shelf" | wc -l)" -eq 2 ] || fail "something is left: $(ls -A "$shelf")"
