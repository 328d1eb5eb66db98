#!/bin/sh
# A file goes to a folder of a server; without a web server its link is proven by reading it back.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/sshd.sh"

start_sshd
run upload -p sftp --json "$file"
expect_status 0
[ "$(record url)" = "$sftp_base"photo.txt ] || fail "the link is $(record url)"
[ "$(record proof)" = download ] || fail "the proof is $(record proof)"
expect_same "$shelf/photo.txt" "$file"
expect_shelf photo.txt
for check in full head none; do
    run upload -p sftp --force --check "$check" "$file"
    expect_status 0
done
expect_shelf photo.txt
: >"$here/empty.txt"
run upload -p sftp "$here/empty.txt"
expect_status 0
expect_same "$shelf/empty.txt" "$here/empty.txt"
