#!/bin/sh
# A full instance, a kind of file that it does not take, a file that is too large: asked once each,
# and for the next file again.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

RUSTYPASTE_TOKEN=Zk4vN9wQe2Lr7TyB
export RUSTYPASTE_TOKEN
start_hosts rustypaste-private litterbox -- --limit rustypaste-private=200000
point rustypaste "$rustypaste_private"
make_file "$here/full.txt" 30000
make_file "$here/large.txt" 300000
{ printf 'MZ'; seq 100; } >"$here/program.bin"
run upload -j 1 -p rustypaste,litterbox "$here/full.txt" "$here/large.txt" "$here/program.bin" "$file"
expect_status 0
expect_err 'rustypaste: HTTP 507: it has no room for this file: trying litterbox'
expect_err 'rustypaste: HTTP 413'
expect_err 'rustypaste: HTTP 415: this file type is not permitted'
sed -n 4p "$here/out" | grep -q "^$rustypaste_private/" || fail "the last link"
expect_requests rustypaste-private POST 4
run upload -p rustypaste /dev/null
expect_status 4
expect_err 'takes at least'
