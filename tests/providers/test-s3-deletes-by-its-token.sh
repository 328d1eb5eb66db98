#!/bin/sh
# The token deletes the object, also when it is gone.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

. "$source/tests/providers/look.sh"
start_hosts s3
run upload --json --show-token -p s3 --remote-path 'a b/ü.txt' "$file"
expect_status 0
url=$(record url)
token=$(record delete_token)
run_remove s3 "$url"
expect_status 1
run_remove s3 "$url" "$token"
expect_status 0
expect_gone "$url"
run_remove s3 "$url" "$token"
expect_status 0
