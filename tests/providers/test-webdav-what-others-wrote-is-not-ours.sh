#!/bin/sh
# After a failure, what somebody else has put there meanwhile is not taken for our own.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts webdav -- --fault 'webdav/head=status=404;ok' --fault 'webdav/upload=ok;status=503;ok'
make_file "$here/theirs" 2000
run upload -p webdav --force --remote-path photo.txt "$here/theirs"
expect_status 0
run upload -p webdav "$file" # HEAD says that it is free
expect_status 5
expect_err 'is there already'
expect_requests webdav PUT 2
expect_serves "$webdav/dav/photo.txt" "$here/theirs"
