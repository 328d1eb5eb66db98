#!/bin/sh
# "Rate limit" is said with HTTP 500; the seconds that it names are waited for, if they are few.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

limit() { # SECONDS
    answer 500 "{\"success\": false, \"errorcode\": 500,
        \"description\": \"Rate limit, please wait $1 seconds before uploading again.\"}"
}
start_hosts uguu litterbox -- --fault "uguu/upload=$(limit 1);ok;$(limit 7200);$(limit 99999999999999999999999)"
run upload -p uguu "$file"
expect_status 0
expect_err 'rate limit: asks for 1 s: trying again in 1\.'
for seconds in 7200 99999; do
    run upload -p uguu,litterbox "$file"
    expect_status 0
    expect_err "uguu: rate limit: asks for $seconds s .*longer wait than we grant.*: trying litterbox"
done
expect_requests uguu POST 4
