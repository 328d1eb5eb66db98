#!/bin/sh
# `providers status -v` logs in and says what is there; --online uploads, proves and deletes.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/sshd.sh"

start_sshd
run providers status -v sftp
expect_status 0
expect_err '127\.0\.0\.1: logged in; .*/shelf/: is there'
expect_err 'set TWATFS_SFTP_PUBLIC_URL'
run providers status --online sftp
expect_status 0
expect_out '^sftp +works'
expect_shelf
rm "$here/.ssh/known_hosts"
run providers status -v sftp
expect_out 'unknown host key'
