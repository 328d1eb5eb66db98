#!/bin/sh
# A link may name the access key, but one that holds the secret is never printed.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
run upload -p s3 -o "s3.link_base=https://cdn.example/$AWS_SECRET_ACCESS_KEY" "$file"
expect_status 5
expect_err 'URL: holds a credential'
expect_no_out .
run upload --force -p s3 -o "s3.link_base=https://cdn.example/$AWS_ACCESS_KEY_ID" --no-check "$file"
expect_status 0
expect_out "^https://cdn.example/$AWS_ACCESS_KEY_ID/"
