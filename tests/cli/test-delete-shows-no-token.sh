#!/bin/sh
# The token that deletes is in no message.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts 0x0 -- --fault '0x0/manage=status=500,body=no*'
run upload -p www0x0 "$file"
token=$(sql 'SELECT token FROM upload')
[ ${#token} -gt 20 ] || fail "no token"
run delete -v 1
! grep -qF "$token" "$here/out" "$here/err" || fail "it is shown"
# The host tells a token for bytes that are new to it.
make_file "$here/another.txt"
run upload -vv -p www0x0 "$here/another.txt"
expect_status 0
token=$(sql 'SELECT token FROM upload WHERE id = 2')
[ ${#token} -gt 20 ] || fail "no token"
! grep -qF "$token" "$here/out" "$here/err" || fail "it is shown"
