#!/bin/sh
# The token is what the host said once: nothing is asked of another host because of it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts transfersh plain
for token in "$plain/a/b/c" "${transfersh}0/a/b/c" "http://127.0.0.1/a" abc "https://${transfersh#*://}/a" ''; do
    run_remove transfersh "$transfersh/abcdefghij/photo.txt" "$token"
    expect_status 1
    expect_err 'token: is not a URL of the link.s host'
done
[ ! -s "$here/hosts.log" ] || fail "it was asked"
