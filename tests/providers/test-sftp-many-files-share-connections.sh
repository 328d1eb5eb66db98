#!/bin/sh
# Files that follow each other take the connection that is there.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/sshd.sh"

start_sshd
make_files 8
run upload -p sftp -j 1 "$here"/files/*.txt
expect_status 0
for number in 1 2 3 4 5 6 7 8; do expect_same "$shelf/$number.txt" "$here/files/$number.txt"; done
[ "$(grep -c 'Accepted publickey' "$here/sshd.log")" -eq 1 ] || fail "more than one connection"
run upload -p sftp -j 4 --force "$here"/files/*.txt
expect_status 0
[ "$(ls -A "$shelf" | wc -l)" -eq 8 ] || fail "something is left"
