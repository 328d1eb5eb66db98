#!/bin/sh
# A wrong password, or none, is told by its variable and never shown.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/ftp.sh"

start_ftpd
TWATFS_FTP_PASSWORD='wrong horse'
run upload -vv -p ftp "$file"
expect_status 5
expect_err 'check the user and TWATFS_FTP_PASSWORD'
expect_no_err 'wrong horse|trying again'
unset TWATFS_FTP_PASSWORD
run upload -p ftp "$file"
expect_status 5
expect_err 'no password for anna: set TWATFS_FTP_PASSWORD'
