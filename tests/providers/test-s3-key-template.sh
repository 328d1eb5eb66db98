#!/bin/sh
# s3.key is the template of keys, where no --remote-path is given.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
run upload -p s3 -o 's3.key=in/{year}/{sha256:8}-{stem}{ext}' "$file"
expect_status 0
expect_asked 1 "$put and r['path'] == '/test-bucket/in/$(date -u +%Y)/$(sha256sum "$file" | cut -c1-8)-photo.txt'"
