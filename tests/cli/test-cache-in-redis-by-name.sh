#!/bin/sh
# A Redis may be named, and one whose name leads nowhere is away.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_redis
start_hosts catbox
for time in first second; do
    run upload --reuse --cache "redis://localhost:$redis_port" -p catbox "$file"
    expect_status 0
    expect_no_err .
done
expect_requests catbox POST 1
run upload --reuse --cache "redis://no..name:$redis_port" -p catbox "$file"
expect_status 0
expect_err "cache: redis://no\.\.name:$redis_port: .*: sqlite serves instead"
