#!/bin/sh
# --limit-rate holds for what a provider sends by itself; one that goes on pays for the rest alone.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/sshd.sh"

start_sshd
make_file "$here/large.bin" 1000000
begun=$(date +%s)
run upload -p sftp --limit-rate 250K "$here/large.bin"
expect_status 0
expect_same "$shelf/large.bin" "$here/large.bin"
[ $(($(date +%s) - begun)) -ge 2 ] || fail "it was quicker than it may be"
