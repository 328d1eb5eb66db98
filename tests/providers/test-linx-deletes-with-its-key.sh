#!/bin/sh
# delete_key is the token, and goes to the instance alone.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts linx plain
run upload --json --show-token -p linx "$file"
expect_status 0
url=$(record url)
token=$(record delete_token)
run_remove linx "$url" wrong
expect_status 1
expect_err 'HTTP 401'
run_remove linx "$plain/selif/${url##*/}" "$token"
expect_status 1
expect_err 'is not a link of TWATFS_LINX_URL'
run_remove linx "$url"
expect_status 1
expect_err 'there is no key'
expect_serves "$url" "$file"
run_remove linx "$url" "$token"
expect_status 0
expect_part linx DELETE path "/${url##*/}"
expect_part linx DELETE Linx-Delete-Key "$token"
expect_gone "$url"
run_remove linx "$url" "$token"
expect_status 0
expect_requests plain DELETE 0
