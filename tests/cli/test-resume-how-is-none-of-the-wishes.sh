#!/bin/sh
# How many at once, how patiently and how it is shown makes no other batch.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh -- --fault 'transfersh/upload=ok;ok;status=413;ok*'
make_files 3
run upload -p transfersh -j 1 "$here"/files/[1-3].txt
expect_status 1
sort "$here/out" >"$here/before"
run upload -p transfersh --resume -j 3 --unordered --retries 1 --fail-fast "$here"/files/[1-3].txt
expect_status 0
[ "$(sort "$here/out" | comm -13 "$here/before" - | wc -l)" -eq 1 ] || fail "not one link more"
[ "$(wc -l <"$here/out")" -eq 3 ] || fail "not three links"
expect_requests transfersh PUT 4
