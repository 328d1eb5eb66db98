#!/bin/sh
# A password goes nowhere in clear, unless that was asked for; a server without TLS is left.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/ftp.sh"

start_ftpd clear
run upload -p ftp,local "$file"
expect_status 0
expect_err 'ftp: 127\.0\.0\.1: .*: trying local'
expect_out '^file://'
! grep -q '^PASS' "$here/ftpd.log" || fail "the password was sent"
aim "$ftp_port" ftp
: >"$here/ftpd.log"
run upload -p ftp "$file"
expect_status 5
expect_err 'would send the password in clear: write ftps://'
[ ! -s "$here/ftpd.log" ] || fail "it was asked"
run upload -p ftp -o ftp.clear=yes "$file"
expect_status 0
expect_same "$shelf/photo.txt" "$file"
run upload -p ftp -o ftp.clear=perhaps "$file"
expect_err 'ftp\.clear=perhaps: must be yes or no'
