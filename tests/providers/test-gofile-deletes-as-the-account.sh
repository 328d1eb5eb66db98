#!/bin/sh
# With an account its token deletes, and is not in the file's; another account's does not.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

GOFILE_TOKEN=Vq3mZr8KxT1nYb6WcD9s
export GOFILE_TOKEN
start_hosts gofile
run upload -vv --json --show-token -p gofile "$file"
expect_status 0
expect_part gofile POST Authorization "Bearer $GOFILE_TOKEN"
expect_no_err "$GOFILE_TOKEN"
expect_no_out "$GOFILE_TOKEN"
url=$(record url)
token=$(record delete_token)
GOFILE_TOKEN=pL5tHf2RjS7gQw4XaE0u run_remove gofile "$url" "$token"
expect_status 1
expect_err 'HTTP 200: error-owner'
run_remove gofile "$url" "$token"
expect_status 0
expect_gone "$url"
