#!/bin/sh
# The folders of a remote path are made: from the last one up until one is there, and down again.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts webdav -- --fault 'webdav/head=ok*' --fault 'webdav/upload=ok*' --fault 'webdav/download=ok*' \
    --fault 'webdav/any=ok;ok;ok;ok;ok;status=403;status=507;status=423;ok' # of MKCOL, then
run upload -p webdav --remote-path a/b/c "$file"
expect_status 0
expect_out '/dav/a/b/c$'
expect_requests webdav MKCOL 3 # b: no, a: made, b: made
run upload -p webdav --remote-path a/b/d "$file"
expect_status 0
expect_requests webdav MKCOL 4
cp "$file" "$here/e.txt"
run upload -p webdav --remote-path a/b/ "$here/e.txt"
expect_status 0
expect_out '/dav/a/b/e.txt$'
expect_requests webdav MKCOL 5

# Whoever may not make one may still write into it.
run upload -p webdav --remote-path a/b/f "$file"
expect_status 0
run upload -p webdav --remote-path z/f "$file"
expect_status 5
expect_err 'HTTP 507: there is no room left'
run upload -p webdav --remote-path z/f "$file"
expect_status 0
expect_err 'HTTP 423.*trying again'
