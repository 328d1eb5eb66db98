#!/bin/sh
# --expire is the upload's ttl; what the instance does not allow is a refusal.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts plik litterbox
run upload --json -p plik --expire 2h "$file"
expect_status 0
grep -qF '"json": {"ttl": 7200,' "$here/hosts.log" || fail "json"
expect_expiry 7200
run upload -p plik --expire 31d "$file"
expect_status 5
expect_err 'HTTP 400: .*invalid TTL'
expect_requests plik POST 3
