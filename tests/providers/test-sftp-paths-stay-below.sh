#!/bin/sh
# Folders are made as needed; a path that leads out is refused before anything is asked.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/sshd.sh"

start_sshd
run upload -p sftp --remote-path 'a b/"c" \d/é/' "$file"
expect_status 0
expect_same "$shelf/a b/\"c\" \\d/é/photo.txt" "$file"
run upload -p sftp --remote-path 'a b/%41.txt' "$file"
expect_status 0
expect_same "$shelf/a b/%41.txt" "$file"
for path in ../x a/../../x /etc/x a//b ./x; do
    run upload -p sftp --remote-path "$path" "$file"
    expect_status 5
    expect_err 'remote path: .*must be relative'
done
[ ! -e "$here/x" ] || fail "it got out"

# Below the home of the login, which is not $HOME.
home=$(getent passwd "$(id -un)" | cut -d : -f 6)
[ -w "$home" ] || exit 0
place=.twatfs-test-$$
TWATFS_SFTP_URL=sftp://$(id -un)@127.0.0.1:$sshd_port/~/$place/
run upload -p sftp "$file"
cp "$home/$place/photo.txt" "$here/copy" || :
run delete "$(cat "$here/out")"
rmdir "$home/$place"
expect_status 0
expect_same "$here/copy" "$file"
