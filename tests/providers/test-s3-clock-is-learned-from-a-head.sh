#!/bin/sh
# The answer to a HEAD has no body to say so: its Date does.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3-late:s3
run upload --no-check -p s3 -o s3.link=public "$file"
expect_status 0
[ "$(show True 'r["method"], r["status"]' | tr '\n' ' ')" = "('HEAD', 403) ('HEAD', 404) ('PUT', 200) " ] || fail "requests"
