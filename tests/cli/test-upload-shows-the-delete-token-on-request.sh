#!/bin/sh
# The delete token is a secret that only --show-token tells.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts 0x0
run upload --json --show-token -p www0x0 "$file"
expect_status 0
[ "$(record delete_token | wc -c)" -gt 20 ] || fail "no token"
run upload -vv -p www0x0 -o www0x0.secret=no "$file"
expect_no_err "$(record delete_token 2>/dev/null || echo impossible)"
