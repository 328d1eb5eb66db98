#!/bin/sh
# The host gives out one link for the same bytes; so it is no provider for --unique.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts x0at
run upload -p x0at "$file"
expect_status 0
first=$(cat "$here/out")
run upload -p x0at --name another.txt "$file"
expect_status 0
[ "$(cat "$here/out")" = "$first" ] || fail "another link"
run upload -p x0at --unique "$file"
expect_status 4
expect_error_line '--unique'
expect_requests x0at POST 2
