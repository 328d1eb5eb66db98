#!/bin/sh
# The token that an upload left deletes the file, and a file that is gone is gone.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts 0x0
run upload --json --show-token -p www0x0 "$file"
expect_status 0
url=$(record url)
token=$(record delete_token)
run_remove www0x0 "$url" wrong-token
expect_status 1
expect_err 'HTTP 401'
expect_serves "$url" "$file"
run_remove www0x0 "$url" "$token"
expect_status 0
expect_gone "$url"
run_remove www0x0 "$url" "$token"
expect_status 0
run_remove www0x0 "$url"
expect_status 1
expect_err 'gave no token'
