#!/bin/sh
# A link is deleted, also with a web address; one of elsewhere is not looked for here.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/sshd.sh"

start_sshd
run upload -p sftp --remote-path 'a b/c.txt' "$file"
link=$(cat "$here/out")
run delete "$link"
expect_status 0
[ ! -e "$shelf/a b/c.txt" ] || fail "it is there"
run upload -p sftp "$file"
link=$(cat "$here/out")
rm "$shelf/photo.txt"
run delete "$link"
expect_status 0
public_shelf
TWATFS_SFTP_PUBLIC_URL=$public
export TWATFS_SFTP_PUBLIC_URL
run upload -p sftp "$file"
link=$(cat "$here/out")
TWATFS_SFTP_PUBLIC_URL=http://127.0.0.1:1/
run delete "$link"
expect_status 5
expect_err 'is not below http://127\.0\.0\.1:1/: set TWATFS_SFTP_URL and TWATFS_SFTP_PUBLIC_URL'
[ -e "$shelf/photo.txt" ] || fail "it was deleted"
TWATFS_SFTP_PUBLIC_URL=$public
run delete "$link"
expect_status 0
expect_shelf "a b"
