#!/bin/sh
# The look for an object that may be ours is repeated when it fails for the moment.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/upload=answer-lost' --fault 's3/head=ok;s3=SlowDown;close'
run upload --retries 0 -p s3 "$file"
expect_status 0
[ "$(show "$put" 'r["status"]' | tr '\n' ' ')" = "None 412 " ] || fail "requests"
expect_stored "$file"
