#!/bin/sh
# Statuses that mean more here than elsewhere in HTTP: which are tried again, and what is said.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts webdav -- \
    --fault 'webdav/upload=status=423;ok;status=507;status=405;status=409;status=403;redirect=http://elsewhere.example/x,status=301;status=412' \
    --fault 'webdav/head=ok;ok;ok;ok;ok;ok;ok;ok;ok;status=405;status=403;status=409'
run upload -p webdav "$file"
expect_status 0
expect_err 'HTTP 423: it is locked.*trying again'
expect_requests webdav PUT 2
refused() { # WORDS
    make_file "$here/other.txt"
    run upload -p webdav "$here/other.txt"
    expect_status 5
    expect_err "$1"
}
refused 'HTTP 507: there is no room left, or the quota is used up'
refused 'HTTP 405: nothing can be put there'
refused 'HTTP 409: the folder is not there'
refused 'HTTP 403: this user may not'
refused 'HTTP 301: the server sends us to http://elsewhere.example/x: .*TWATFS_WEBDAV_URL'
refused 'is there already'
expect_requests webdav PUT 8
refused 'HTTP 405: whether the name is free cannot be seen: use --unique, or --force'
refused 'HTTP 403: whether the name is free cannot be seen'
expect_requests webdav PUT 8
run upload -p webdav "$here/other.txt" # 409 to HEAD: a folder is missing, so the file is too
expect_status 0
