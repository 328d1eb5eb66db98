#!/bin/sh
# A flag comes before the environment, the environment before the file; nonsense is named.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
echo 'cache = none' >"$here/config"
run cache stats --config "$here/config"
expect_status 2
expect_error_line 'cache: there is none'
TWATFS_CACHE=memory run cache stats --config "$here/config"
expect_out '^engine +memory$'
TWATFS_CACHE=memory run cache stats --config "$here/config" --cache sqlite
expect_out '^engine +sqlite$'
for bad in nothing redis redis://:1 'redis://h?prefix='; do
    run upload --cache "$bad" "$file"
    expect_status 2
    expect_err '^twatfs: --cache: '
done
run upload --reuse --cache none -p catbox "$file"
run upload --reuse --cache none -p catbox "$file"
expect_status 0
expect_requests catbox POST 2
run upload --reuse --cache memory -p catbox "$file" "$file"
expect_requests catbox POST 3
run upload --reuse --no-memory -p catbox "$file"
expect_requests catbox POST 4
