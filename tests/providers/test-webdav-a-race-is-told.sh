#!/bin/sh
# Two at once: where the server heeds If-None-Match the second is refused, elsewhere it is told that
# something was replaced.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts webdav webdav-careless -- --fault 'webdav/head=ok;status=404;ok' \
    --fault 'webdav-careless/head=ok;status=404;ok'
run upload -p webdav "$file"
expect_status 0
sed -i s/A/B/ "$file"
echo longer >>"$file"
run upload -p webdav "$file" # HEAD says that it is free
expect_status 5
expect_err 'is there already'
expect_requests webdav PUT 2
point webdav "$webdav_careless"
run upload -p webdav "$file"
expect_status 0
expect_no_err 'warning'
run upload -p webdav "$file"
expect_status 0
expect_err 'warning: .*the server has replaced what someone put there'
