#!/bin/sh
# Ctrl-C ends an upload at once, and the next run goes on with it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/sshd.sh"

start_sshd
tolerate_leaks
start_half_an_upload
interrupt INT
expect_status 130
run upload -v -p sftp "$here/large.bin"
expect_status 0
expect_err 'went on at byte'
expect_same "$shelf/large.bin" "$here/large.bin"
