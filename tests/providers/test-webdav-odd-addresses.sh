#!/bin/sh
# An address that nothing can be put below, or that holds a password, is not used.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts webdav
for url in "$webdav/dav/?a=b" "$webdav/dav/#a"; do
    TWATFS_WEBDAV_URL=$url run upload -p webdav "$file"
    [ "$status" -ne 0 ] || fail "$url"
    TWATFS_WEBDAV_PUBLIC_URL=$url run upload -p webdav "$file"
    expect_status 5
    expect_err 'TWATFS_WEBDAV_PUBLIC_URL: is no folder'
done
TWATFS_WEBDAV_PUBLIC_URL=files.example.org run upload -p webdav "$file"
expect_status 5
expect_err 'TWATFS_WEBDAV_PUBLIC_URL: begins with neither http:// nor https://'
TWATFS_WEBDAV_URL=http://ann:secret-word@${webdav#*://}/dav/ run upload -vv -p webdav "$file"
expect_status 5
expect_err 'holds a user: set WEBDAV_USER and WEBDAV_PASSWORD'
expect_no_err 'secret-word'
expect_requests webdav PUT 0
TWATFS_WEBDAV_URL=$webdav/dav run upload -p webdav "$file"
expect_status 0
expect_part webdav PUT path /dav/photo.txt
