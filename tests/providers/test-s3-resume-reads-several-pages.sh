#!/bin/sh
# ListParts comes in pages, all of which are read.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/part=ok;ok;ok;ok;stall,seconds=600'
make_file "$file" $((21 * 1024 * 1024))
# shellcheck disable=SC2086 # several options in one variable
start upload $parts "$file"
until_parts 4
interrupt KILL
# shellcheck disable=SC2086 # several options in one variable
run upload $parts "$file"
expect_status 0
expect_stored "$file"
[ "$(show 'r["method"] == "GET" and "uploadId" in q' 'q["part-number-marker"]' | wc -l)" -ge 2 ] || fail "one page"
[ "$(asked "$part and r['status'] == 200")" -eq 5 ] || fail "a part was sent twice"
