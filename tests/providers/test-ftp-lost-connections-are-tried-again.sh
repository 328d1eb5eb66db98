#!/bin/sh
# A connection that is cut is made again and goes on; a stalled one is given up.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/ftp.sh"

start_ftpd cut
make_file "$here/large.bin" 1000000
start_proxy "$ftp_port" cut=40 stall=40 pass
aim "$proxy_port"
run upload -v -p ftp --retries 8 -o ftp.stall=10 "$here/large.bin"
expect_status 0
expect_err 'nothing moved for 10 s'
expect_err 'went on at byte [1-9]'
expect_same "$shelf/large.bin" "$here/large.bin"
expect_shelf large.bin
TWATFS_FTP_URL=ftps://anna@127.0.0.1:1/
run upload -p ftp,local --retries 1 "$file"
expect_status 0
expect_err 'retry 1 of 1'
expect_out '^file://'
