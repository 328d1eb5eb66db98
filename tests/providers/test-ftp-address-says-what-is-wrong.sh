#!/bin/sh
# An address that is none, or holds a password, is told.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/ftp.sh"

start_ftpd
for bad in 'sftp://a@127.0.0.1/:another protocol' 'ftps://a:b@127.0.0.1/:a password in it'; do
    TWATFS_FTP_URL=${bad%:*}
    run upload -p ftp "$file"
    expect_status 5
    expect_err "TWATFS_FTP_URL: ${bad##*:}"
done
[ ! -s "$here/ftpd.log" ] || fail "it was asked"
unset TWATFS_FTP_URL
run upload -p ftp "$file"
expect_status 4
run setup provider ftp
expect_out 'ftps://USER@HOST/FOLDER/'
