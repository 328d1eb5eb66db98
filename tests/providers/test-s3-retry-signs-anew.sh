#!/bin/sh
# What is sent again is signed for that moment.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/upload=s3=SlowDown,retry-after=2'
run upload -p s3 "$file"
expect_status 0
[ "$(show "$put" 'h["x-amz-date"]' | sort -u | wc -l)" -eq 2 ] || fail "one date"
