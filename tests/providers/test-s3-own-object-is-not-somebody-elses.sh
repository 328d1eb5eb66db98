#!/bin/sh
# A PUT whose answer was lost meets its own object when it is sent again: that is success.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/upload=answer-lost'
run upload --retries 0 -p s3 "$file"
expect_status 0
[ "$(show "$put" 'r["status"]' | tr '\n' ' ')" = "None 412 " ] || fail "requests"
expect_stored "$file"
