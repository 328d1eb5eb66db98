#!/bin/sh
# The delete token is a secret that only --show-token tells.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts 0x0
run upload --json --show-token -p www0x0 "$file"
expect_status 0
[ "$(record delete_token | wc -c)" -gt 20 ] || fail "no token"
make_file "$here/another.txt" # for bytes that it knows the host tells no token
run upload -vv -p www0x0 -o www0x0.secret=no "$here/another.txt"
expect_status 0
token=$(sql 'SELECT token FROM upload WHERE id = 2')
[ ${#token} -gt 20 ] || fail "no token for the other"
! grep -qF "$token" "$here/out" "$here/err" || fail "it is shown unasked"
