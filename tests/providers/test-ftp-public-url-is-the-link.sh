#!/bin/sh
# Where a web server shows the folder the link is there, is proven over HTTP, and deletes the file.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/ftp.sh"

start_ftpd
public_shelf
TWATFS_FTP_PUBLIC_URL=$public
export TWATFS_FTP_PUBLIC_URL
run upload -p ftp "$file"
expect_status 0
expect_out "^${public}photo\.txt$"
expect_serves "$(cat "$here/out")" "$file"
! grep -q '^RETR' "$here/ftpd.log" || fail "it was read back as well"
run delete "$(cat "$here/out")"
expect_status 0
expect_shelf
