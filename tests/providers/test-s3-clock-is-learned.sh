#!/bin/sh
# A clock that is an hour off is learned from the store's, and the request signed anew.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3-late:s3
run upload --no-check -p s3 --force -o s3.link=public "$file"
expect_status 0
# A server tells whole seconds, and its answer takes its time.
expect_err "clock differs from ours by (3599|360[0-9]) s"
[ "$(show "$put" 'r["status"]' | tr '\n' ' ')" = "403 200 " ] || fail "requests"
