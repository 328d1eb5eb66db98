#!/bin/sh
# What a killed run has sent is not sent again, and the whole is proven.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/sshd.sh"

start_sshd
start_half_an_upload
[ ! -e "$shelf/large.bin" ] || fail "it has its name already"
interrupt KILL
run upload -v -p sftp "$here/large.bin"
expect_status 0
expect_err 'went on at byte [1-9][0-9]{6} of 3000021'
expect_same "$shelf/large.bin" "$here/large.bin"
expect_shelf large.bin
[ -z "$(ls "$here/.local/state/twatfs/checkpoints")" ] || fail "the checkpoint is left"
# The server's own figures.
at=$(sed -n 's/.*went on at byte \([0-9]*\) .*/\1/p' "$here/err")
written twatfs | grep -qx $((3000021 - at)) || fail "another number was sent: $(written twatfs | tr '\n' ' ')"
