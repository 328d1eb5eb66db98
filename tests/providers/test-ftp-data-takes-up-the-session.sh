#!/bin/sh
# A server that wants one TLS session for control and data has it, however many transfers there are.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/ftp.sh"

start_vsftpd
make_files 4
run upload -p ftp -j 1 "$here"/files/*.txt
expect_status 0
for number in 1 2 3 4; do expect_same "$shelf/$number.txt" "$here/files/$number.txt"; done
[ "$(grep -c 'OK UPLOAD' "$here/vsftpd.log")" -eq 4 ] || fail "not four uploads"
[ "$(grep -c 'OK LOGIN' "$here/vsftpd.log")" -eq 1 ] || fail "not one connection"
! grep -q 'No SSL session reuse' "$here/vsftpd.log" || fail "another session"
