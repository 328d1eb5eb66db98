#!/bin/sh
# A small PUT that takes unusually long is sent once more beside itself, on a new connection.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/upload=stall,seconds=600'
run upload -v --force -p s3 "$file"
expect_status 0
expect_err 'no answer yet: sent once more'
expect_stored "$file"
until_asked 2 "$put" || fail "the slow one was not dropped" # it is logged then
expect_asked 1 "$put and r['status'] is None"
[ "$(moments '"method": "PUT"' | span_ms)" -lt 10000 ] || fail "it waited for the slow one"
[ "$(show "$put" 'r["connection"]' | sort -u | wc -l)" -eq 2 ] || fail "the same connection"
