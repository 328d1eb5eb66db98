#!/bin/sh
# What the server refuses is told in its words, and the next provider serves.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/ftp.sh"

start_ftpd deny=STOR
run upload -v -p ftp,local "$file"
expect_status 0
expect_err '550 STOR: not here'
expect_no_err 'trying again'
expect_out '^file://'
start_ftpd deny=RNTO
run upload -v -p ftp,local "$file"
expect_status 0
expect_err '550 RNTO: not here'
expect_no_err 'trying again'
expect_shelf
