#!/bin/sh
# max_downloads is sent, and no download is spent on the check.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts transfersh
run upload --json -p transfersh -o transfersh.max_downloads=2 "$file"
expect_status 0
[ "$(record proof)" = head ] || fail "proof"
expect_part transfersh PUT Max-Downloads 2
expect_requests transfersh GET 0
expect_serves "$(record url)" "$file"
expect_serves "$(record url)" "$file"
expect_gone "$(record url)"
run upload -p transfersh --once -o transfersh.max_downloads=1 "$file"
expect_status 0
