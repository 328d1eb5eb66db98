#!/bin/sh
# The token that an upload leaves has the file's id and the guest's token.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts gofile
run upload --json --show-token -p gofile "$file"
expect_status 0
url=$(record url)
token=$(record delete_token)
run_remove gofile "$url"
expect_status 1
expect_err 'there is no token'
run_remove gofile "$url" "${token%%:*}"
expect_status 1
expect_err 'set GOFILE_TOKEN'
run_remove gofile "$url" "${token%%:*}:wrong"
expect_status 1
expect_err 'error-auth'
expect_requests gofile DELETE 1
run_remove gofile "$url" "$token"
expect_status 0
expect_part gofile DELETE path /contents
expect_gone "$url"
run_remove gofile "$url" "$token"
expect_status 0
run upload -p gofile "$file"
expect_status 0
url=$(cat "$here/out")
run delete "$url"
expect_status 0
expect_gone "$url"
