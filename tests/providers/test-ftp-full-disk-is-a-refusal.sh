#!/bin/sh
# A disk without room: the next provider at once, and nothing is left behind.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/ftp.sh"

start_ftpd full
make_file "$here/large.bin" 1000000
run upload -v -p ftp,local "$here/large.bin"
expect_status 0
expect_err 'Exceeded storage allocation: make room there'
expect_no_err 'trying again'
expect_out '^file://'
expect_shelf
