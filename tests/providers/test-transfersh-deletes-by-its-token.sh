#!/bin/sh
# X-Url-Delete is the token: a URL of its own.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts transfersh
run upload --json --show-token -p transfersh "$file"
expect_status 0
url=$(record url)
token=$(record delete_token)
[ "${token%/*}" = "$url" ] || fail "token"
run_remove transfersh "$url" "$token"
expect_status 0
expect_gone "$url"
run_remove transfersh "$url" "$token"
expect_status 0
run_remove transfersh "$url"
expect_status 1
expect_err 'there is no token'
