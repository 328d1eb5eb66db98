#!/bin/sh
# No such folder, no right to write: the next provider, and nothing is left behind.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/sshd.sh"

start_sshd
make_file "$shelf/taken"
run upload -p sftp,local --remote-path taken/ "$file"
expect_status 0
expect_err 'sftp: 127\.0\.0\.1: .*: trying local'
expect_no_err 'trying again'
expect_out '^file://'
expect_shelf taken
[ "$(id -u)" != 0 ] || exit 0 # root may write everywhere
mkdir "$shelf/closed"
chmod 500 "$shelf/closed"
run upload -p sftp,local --remote-path closed/ --force "$file"
expect_status 0
expect_err 'Permission denied.*: may this user write there'
expect_no_err 'trying again'
expect_shelf closed taken
