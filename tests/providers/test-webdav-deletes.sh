#!/bin/sh
# "twatfs delete" deletes what an upload put there; what is gone is gone.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts webdav-private -- --fault 'webdav-private/manage=status=423;ok'
point webdav "$webdav_private"
WEBDAV_USER=ann WEBDAV_PASSWORD='open sesame'
export WEBDAV_USER WEBDAV_PASSWORD
run upload --json --show-token -p webdav --remote-path a/b "$file"
expect_status 0
url=$(record url)
[ "$(record delete_token)" = "$webdav_private/dav/a/b" ] || fail "token"
run delete "$url"
expect_status 0
expect_requests webdav-private DELETE 2
run_remove webdav "$url" "$webdav_private/dav/a/b"
expect_status 0
run_remove webdav "$url"
expect_status 1
expect_err 'without the token'
WEBDAV_PASSWORD=wrong run_remove webdav "$url" "$webdav_private/dav/a/b"
expect_status 1
expect_err 'HTTP 401'
