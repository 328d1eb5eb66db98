#!/bin/sh
# One file, one URL on standard output, proven by one download, and it serves the bytes.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
run upload "$file"
expect_status 0
[ "$(wc -l <"$here/out")" -eq 1 ] || fail "not one line"
expect_requests catbox POST 1
expect_requests catbox GET 1
expect_serves "$(cat "$here/out")" "$file"
