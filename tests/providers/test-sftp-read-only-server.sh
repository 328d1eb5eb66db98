#!/bin/sh
# A server that takes nothing: the next provider at once.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/sshd.sh"

start_sshd 'ForceCommand internal-sftp -R'
run upload -p sftp,local "$file"
expect_status 0
expect_err 'may this user write there'
expect_no_err 'trying again'
expect_out '^file://'
expect_shelf
