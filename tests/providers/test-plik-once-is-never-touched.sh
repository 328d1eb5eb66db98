#!/bin/sh
# With --once the link dies with its first download: only the host's digest proves it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts plik
for check in auto full head; do
    run upload --json --check=$check --once -p plik "$file"
    expect_status 0
    [ "$(record proof)" = server-digest ] || fail "proof"
done
grep -qF '"oneShot": true' "$here/hosts.log" || fail "json"
expect_requests plik GET 0
expect_requests plik HEAD 0
expect_serves "$(record url)" "$file"
expect_gone "$(record url)"
