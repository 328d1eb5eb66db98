#!/bin/sh
# Where the store has no guard, a PUT whose answers were all lost is known by its object as well.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3-swift:s3 -- --fault 's3/upload=ok;answer-lost*'
run upload --retries 1 -p s3 "$file"
expect_status 0
[ "$(show "$put" 'r["status"]' | sort -u | tr '\n' ' ')" = "501 None " ] || fail "requests"
expect_stored "$file"
