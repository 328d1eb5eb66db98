#!/bin/sh
# "providers status" looks whether the folder is there, and writes nothing.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts webdav-private webdav-careless
point webdav "$webdav_private"
run providers status -v webdav
expect_out 'HTTP 401: set WEBDAV_USER'
WEBDAV_USER=ann WEBDAV_PASSWORD='open sesame'
export WEBDAV_USER WEBDAV_PASSWORD
run providers status -v webdav
expect_status 0
expect_err 'folder: it is there'
TWATFS_WEBDAV_URL=$webdav_private/dav/none/ run providers status -v webdav
expect_out 'HTTP 404: the folder is not there'
point webdav "$webdav_careless"
run providers status -v webdav
expect_status 0
expect_err 'cannot be asked'
expect_requests webdav-private PUT 0
