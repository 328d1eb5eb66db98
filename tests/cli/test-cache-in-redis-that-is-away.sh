#!/bin/sh
# While Redis is away SQLite serves, and that is said once for all files.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_redis
start_hosts catbox
TWATFS_CACHE=$redis_url
export TWATFS_CACHE
stop_redis
cp "$file" "$here/two.txt"
run upload --reuse -p catbox "$file" "$here/two.txt" "$file"
expect_status 0
expect_error_line 'warning: cache: redis://127.0.0.1:[0-9]+: Connection refused: sqlite serves instead'
expect_requests catbox POST 2
run cache clear
expect_status 1
expect_error_line 'cache: redis://.*: Connection refused'
TWATFS_MEMORY=no run upload --reuse -p catbox "$file" "$file"
expect_status 0
expect_error_line 'memory serves instead'
expect_requests catbox POST 3
