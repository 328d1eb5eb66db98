#!/bin/sh
# A file whose link was deleted, or forgotten, is sent anew.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh -- --fault 'transfersh/upload=ok;ok;ok;status=413;ok*'
make_files 4
run upload -p transfersh -j 1 "$here"/files/[1-4].txt
expect_status 1
cp "$here/out" "$here/before"
run delete "$(sed -n 1p "$here/before")"
expect_status 0
run history --forget 2
expect_status 0
run upload -p transfersh --resume "$here"/files/[1-4].txt
expect_status 0
expect_serves "$(sed -n 1p "$here/out")" "$here/files/1.txt"
[ "$(sed -n 2p "$here/out")" != "$(sed -n 2p "$here/before")" ] || fail "it was forgotten"
[ "$(sed -n 3p "$here/out")" = "$(sed -n 3p "$here/before")" ] || fail "3.txt has another link"
expect_requests transfersh PUT 7
