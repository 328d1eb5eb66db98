#!/bin/sh
# Where nobody may read without the password, the check uses it, and it is said that the link asks
# for it.  Where anyone may read, it is proven as anyone reads it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts webdav-private webdav-public
point webdav "$webdav_private"
run upload -p webdav "$file"
expect_status 5
expect_err 'HTTP 401: set WEBDAV_USER and WEBDAV_PASSWORD'
expect_requests webdav-private PUT 0
WEBDAV_USER=ann WEBDAV_PASSWORD=wrong-word run upload -vv -p webdav "$file"
expect_status 5
expect_err 'HTTP 401: check WEBDAV_USER and WEBDAV_PASSWORD'
expect_no_err 'wrong-word'
WEBDAV_USER=ann WEBDAV_PASSWORD='open sesame'
export WEBDAV_USER WEBDAV_PASSWORD
make_files 3
run upload -vv -p webdav "$here"/files/*.txt
expect_status 0
[ "$(grep -c 'warning: .*its links ask for a user and password: set TWATFS_WEBDAV_PUBLIC_URL' "$here/err")" -eq 1 ] ||
    fail "not one warning"
expect_part webdav-private GET Authorization 'Basic YW5uOm9wZW4gc2VzYW1l'
expect_no_err 'open sesame|YW5uOm9wZW4gc2VzYW1l'
point webdav "$webdav_public"
run upload --json -p webdav "$file"
expect_status 0
expect_no_err 'warning'
[ "$(record proof)" = download ] || fail "proof: $(record proof)"
expect_part webdav-public GET Authorization None
