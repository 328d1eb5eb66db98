#!/bin/sh
# A file that was changed since is sent anew, also when its length and time are as they were.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh -- --fault 'transfersh/upload=ok;ok;ok;status=413;ok*'
make_files 4
run upload -p transfersh -j 1 "$here"/files/[1-4].txt
expect_status 1
cp "$here/out" "$here/before"
make_file "$here/files/1.txt"
make_file "$here/another" && touch -r "$here/files/2.txt" "$here/another"
mv "$here/another" "$here/files/2.txt"
run upload -p transfersh --resume "$here"/files/[1-4].txt
expect_status 0
expect_serves "$(sed -n 1p "$here/out")" "$here/files/1.txt"
expect_serves "$(sed -n 2p "$here/out")" "$here/files/2.txt"
[ "$(sed -n 3p "$here/out")" = "$(sed -n 3p "$here/before")" ] || fail "3.txt has another link"
expect_requests transfersh PUT 7
