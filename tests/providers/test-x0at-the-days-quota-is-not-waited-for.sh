#!/bin/sh
# x0.at counts by the day, and does not say for how long to wait: the next provider has its turn.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts x0at litterbox -- --fault 'x0at/upload=status=429*'
run upload -p x0at,litterbox --retries 5 "$file"
expect_status 0
expect_err 'x0at: HTTP 429: enough for today .*: trying litterbox'
expect_requests x0at POST 1
expect_serves "$(cat "$here/out")" "$file"
