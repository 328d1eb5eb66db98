#!/bin/sh
# A batch that was killed in the middle of a large file goes on with its parts: none that the store
# has is sent again, nor is a file that was done.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/part=ok;ok;stall,seconds=600'
make_large
make_file "$here/small.txt"
# shellcheck disable=SC2086 # several options in one variable
start upload $parts -j 1 "$here/small.txt" "$file"
until_parts 2
cp "$here/out" "$here/before"
interrupt KILL

# shellcheck disable=SC2086 # several options in one variable
run upload -v $parts -j 1 --resume "$here/small.txt" "$file"
expect_status 0
expect_serves "$(sed -n 2p "$here/out")" "$file"
expect_err 'goes on with an upload'
expect_asked 1 "$create"
[ "$(asked "$part and r['status'] == 200")" -eq 3 ] || fail "a part was sent twice"
[ "$(wc -l <"$here/out")" -eq 2 ] || fail "not two links"
[ "$(head -n 1 "$here/out")" = "$(cat "$here/before")" ] || fail "another link than before"
expect_asked 1 "$put"
