#!/bin/sh
# 501 to If-None-Match: a look has to do, and the bytes are sent without it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3-swift:s3
run upload -p s3 "$file"
expect_status 0
expect_stored "$file"
[ "$(show "$put" 'h.get("if-none-match"), r["status"]' | tr '\n' ' ')" = "('*', 501) (None, 200) " ] || fail "requests"
run upload -p s3 "$file"
expect_status 5
expect_err 'is there already'
