#!/bin/sh
# What a server has stored wrong is found out with --no-check too.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/sshd.sh"

start_sshd
run upload -p sftp --json --no-check "$file"
expect_status 0
[ "$(record proof)" = download ] || fail "the proof is $(record proof)"

# Other bytes in what a killed run has left.
start_half_an_upload
interrupt KILL
printf 'B' | dd of="$(ls "$shelf"/.twatfs-*)" conv=notrunc status=none
run upload -p sftp --no-check "$here/large.bin"
expect_status 6
expect_err 'check: the server stored other bytes'
expect_silence
