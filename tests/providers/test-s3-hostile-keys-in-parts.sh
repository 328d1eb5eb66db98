#!/bin/sh
# The same for a multipart upload: every one of its requests is signed.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
make_large
# shellcheck disable=SC2086 # several options in one variable
run upload $parts --remote-path "b+c=(d) & @:,;!'*\$%20#?ü.txt" "$file"
expect_status 0
expect_stored "$file"
