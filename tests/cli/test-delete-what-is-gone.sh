#!/bin/sh
# What is deleted or expired already is left alone, said to be, and no failure.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts 0x0
run upload -p www0x0 "$file"
run delete 1
expect_status 0
posts=$(requests 0x0 POST)
run delete 1
expect_status 0
expect_out '^already deleted +www0x0 +http'
make_file "$here/two.txt"
run upload -p www0x0 "$here/two.txt"
sql "UPDATE upload SET expires = 1 WHERE id = 2"
run delete --json 2
expect_status 0
expect_out '"status": "expired"'
[ "$(requests 0x0 POST)" -eq $((posts + 1)) ] || fail "the host was asked"
