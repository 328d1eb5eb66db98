#!/bin/sh
# An address that is none, or holds a password, is told, and nothing is asked of anyone.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/sshd.sh"

start_sshd
for bad in 'ftp://a@127.0.0.1/:another protocol' 'sftp://a@[::1/:not a URL' \
    'sftp://a:b@127.0.0.1/:a password in it' 'sftp://127.0.0.1/x/:names no user'; do
    TWATFS_SFTP_URL=${bad%:*}
    run upload -p sftp "$file"
    expect_status 5
    expect_err "TWATFS_SFTP_URL: (${bad##*:})"
done
aim "$sshd_port"
TWATFS_SFTP_PUBLIC_URL=example.org
export TWATFS_SFTP_PUBLIC_URL
run upload -p sftp "$file"
expect_err 'TWATFS_SFTP_PUBLIC_URL: not a URL'
unset TWATFS_SFTP_PUBLIC_URL
run upload -p sftp -o sftp.stall=soon "$file"
expect_err 'sftp\.stall=soon: must be a number of seconds'
! grep -q 'Connection from' "$here/sshd.log" || fail "it was asked"
unset TWATFS_SFTP_URL
run upload -p sftp "$file"
expect_status 4
expect_err 'TWATFS_SFTP_URL'
run setup provider sftp
expect_out 'sftp://USER@HOST/FOLDER/'
