#!/bin/sh
# Where a web server shows the folder the link is there, and is proven over HTTP.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/sshd.sh"

start_sshd
public_shelf
TWATFS_SFTP_PUBLIC_URL=${public%/}
export TWATFS_SFTP_PUBLIC_URL
run upload -p sftp --json --remote-path 'two words/' "$file"
expect_status 0
[ "$(record url)" = "${public}two%20words/photo.txt" ] || fail "the link is $(record url)"
[ "$(record proof)" = download ] || fail "the proof is $(record proof)"
grep -q '"GET /two%20words/photo.txt' "$here/public.log" || fail "it was not fetched"
expect_serves "$(record url)" "$file"

# Elsewhere it serves something else: not proven, and the next provider's turn.
TWATFS_SFTP_PUBLIC_URL=$public/elsewhere/
run upload -p sftp,local --retries 0 --force "$file"
expect_status 0
expect_err 'check: the link answers with HTTP 404'
expect_out '^file://'
