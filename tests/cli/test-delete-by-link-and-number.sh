#!/bin/sh
# delete has the provider delete what was uploaded, with the token it left, by link or number.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts 0x0
run upload -p www0x0 "$file"
one=$(cat "$here/out")
make_file "$here/two.txt"
run upload -p www0x0 "$here/two.txt"
two=$(cat "$here/out")
run delete --dry-run "$one"
expect_status 0
expect_out '^there +www0x0 '
expect_serves "$one" "$file"
run delete "$one" 2
expect_status 0
[ "$(grep -c '^deleted  www0x0  http' "$here/out")" -eq 2 ] || fail "not both"
for url in "$one" "$two"; do
    ! "$python" -c 'import sys, urllib.request; urllib.request.urlopen(sys.argv[1])' "$url" 2>"$here/none" ||
        fail "$url is still there"
done
run history --json --show-token
expect_no_out '"deleted": *null'
expect_out '"delete_token": *null'
run history --live
expect_silence
