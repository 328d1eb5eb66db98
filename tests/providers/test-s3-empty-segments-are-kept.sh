#!/bin/sh
# An empty segment is sent as it is, with a warning.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
run upload -p s3 --remote-path a//b.txt "$file"
expect_status 0
expect_err 'empty segment'
expect_asked 1 "$put and r['path'] == '/test-bucket/a//b.txt'"
expect_stored "$file"
