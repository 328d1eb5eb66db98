#!/bin/sh
# A page of warnings stands before the file: a check brings the cookie that takes it away,
# and follows to where the bytes are.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts filebin
run upload --json --check=full -p filebin "$file"
expect_status 0
[ "$(record proof)" = download ] || fail "proof"
grep -qF '"Cookie", "verified=2024-05-24"' "$here/hosts.log" || fail "no cookie"
expect_requests filebin GET 2
run upload --json --check=head -p filebin "$file"
expect_status 0
[ "$(record proof)" = head ] || fail "proof"
