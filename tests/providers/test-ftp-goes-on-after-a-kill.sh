#!/bin/sh
# What a killed run has sent is not sent again, and the whole is proven.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/ftp.sh"

start_vsftpd anon_max_rate=3000000
make_file "$here/large.bin" 30000000
start upload -p ftp "$here/large.bin"
until [ "$(cat "$shelf"/.twatfs-* 2>/dev/null | wc -c)" -gt 600000 ]; do
    kill -0 "$pid" || fail "it ended"
    sleep 0.05
done
interrupt KILL
[ ! -e "$shelf/large.bin" ] || fail "it has its name already"
# What is in the sockets still comes.
until grep -q ' UPLOAD: ' "$here/vsftpd.log"; do sleep 0.05; done
run upload -v -p ftp "$here/large.bin"
expect_status 0
expect_same "$shelf/large.bin" "$here/large.bin"
expect_shelf large.bin
at=$(sed -n 's/.*went on at byte \([0-9]*\) of 30000021.*/\1/p' "$here/err")
[ "$at" -gt 600000 ] || fail "it did not go on"
grep -q "OK UPLOAD.* $((30000021 - at)) bytes" "$here/vsftpd.log" || fail "another number was sent"
