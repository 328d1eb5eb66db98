#!/bin/sh
# A token that is only a key deletes what the link leads to, and nothing else of that key.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

. "$source/tests/providers/look.sh"
start_hosts s3
run upload -p s3 "$file"
expect_status 0
url=$(cat "$here/out")
run_remove s3 "$s3/another/photo.txt" photo.txt
expect_status 1
expect_err 'the link does not lead to the bucket test-bucket'
expect_stored "$file"
run_remove s3 "$url" photo.txt
expect_status 0
expect_gone "$url"
