#!/bin/sh
# The password is for the server alone: neither for the place of the public links, nor for a token
# that names another.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts webdav-private plain -- --fault 'plain/download=status=404*'
point webdav "$webdav_private"
WEBDAV_USER=ann WEBDAV_PASSWORD='open sesame'
export WEBDAV_USER WEBDAV_PASSWORD
TWATFS_WEBDAV_PUBLIC_URL=$plain/shown run upload -vv -p webdav --retries 0 "$file"
expect_status 6
expect_err 'check: .*HTTP 404'
expect_part plain GET path /shown/photo.txt
expect_part plain GET Authorization None
for token in "$plain/dav/photo.txt" "${webdav_private}0/dav/photo.txt" "$webdav_private/dav/../x" \
    "$webdav_private/dav/" photo.txt; do
    run_remove webdav "$webdav_private/dav/photo.txt" "$token"
    expect_status 1
    expect_err 'token: is not below TWATFS_WEBDAV_URL'
done
expect_requests plain DELETE 0
expect_requests webdav-private DELETE 0
expect_no_err 'open sesame'
