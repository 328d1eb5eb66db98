#!/bin/sh
# 429 comes with a time in its JSON, or plain with a header; it is kept for a file, a piece and a
# link.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/dropbox.sh"

json=$(answer 429 '{"error_summary":"too_many_requests/.","error":{"reason":{".tag":"too_many_requests"},"retry_after":1}}')
long=$(answer 429 '{"error_summary":"too_many_requests/.","error":{"reason":{".tag":"too_many_write_operations"},"retry_after":3600}}')
plain=status=429,body=slow%20down,retry-after=1
start_hosts dropbox -- --fault "dropbox/upload=$json;$plain;ok;$long;ok" --fault "dropbox/part=$json;$plain;ok" \
    --fault "dropbox/manage=$plain;ok"
run upload -p dropbox "$file"
expect_status 0
expect_err 'HTTP 429: too many requests.*trying again in 1\.'
run upload -p dropbox "$file"
expect_status 5
expect_err 'HTTP 429: too many changes at once'
expect_asked 4 "$upload"
make_large
# shellcheck disable=SC2086 # several options in one variable
run upload --retries 0 $pieces --force "$file"
expect_status 0
expect_stored "$file"
