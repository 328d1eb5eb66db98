#!/bin/sh
# The upload's token deletes its file; without it nobody does.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts plik
run upload --json --show-token -p plik "$file"
expect_status 0
url=$(record url)
token=$(record delete_token)
run_remove plik "$url" wrong
expect_status 1
expect_err 'HTTP 403: this token does not delete it'
run_remove plik "$url"
expect_status 1
expect_err 'there is no token'
expect_serves "$url" "$file"
run_remove plik "$url" "$token"
expect_status 0
expect_part plik DELETE X-UploadToken "$token"
expect_gone "$url"
