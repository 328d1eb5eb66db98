#!/bin/sh
# A connection that is cut is made again, and goes on; a stalled one is given up.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/sshd.sh"

start_sshd
tolerate_leaks
make_file "$here/large.bin" 3000000
start_proxy "$sshd_port" cut=300 cut=1500000 stall=500000 pass
know_host "$proxy_port"
aim "$proxy_port"
run upload -v -p sftp --retries 8 -o sftp.stall=10 "$here/large.bin"
expect_status 0
expect_err 'went on at byte'
expect_err 'nothing moved for 10 s'
expect_same "$shelf/large.bin" "$here/large.bin"
expect_shelf large.bin
stop_sshd
run upload -p sftp,local --force --retries 1 "$here/large.bin"
expect_status 0
expect_err 'trying again'
expect_out '^file://'
