#!/bin/sh
# The answer has the SHA-1 of what was stored: nothing is downloaded, and another one is a failed
# provider.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts pomf -- --fault 'pomf/upload=ok;corrupt'
run upload --json -p pomf "$file"
expect_status 0
[ "$(record proof)" = server-digest ] || fail "proof"
expect_requests pomf GET 0
expect_serves "$(record url)" "$file"
run upload -p pomf "$file"
expect_status 6
expect_silence
expect_err 'the server stored other bytes: its sha1'
