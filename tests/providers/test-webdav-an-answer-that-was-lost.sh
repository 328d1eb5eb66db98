#!/bin/sh
# What arrived though its answer was lost is ours, and not refused as somebody else's.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

# Sent once more on another connection, without a word, it is refused; after a failure it is found.
start_hosts webdav webdav:failing -- --fault 'webdav/upload=answer-lost;ok' \
    --fault 'failing/upload=answer-lost;status=503;ok'
run upload -p webdav "$file"
expect_status 0
expect_out '/dav/photo.txt$'
expect_requests webdav PUT 2
grep -q '"method": "PUT".*"status": 412' "$here/hosts.log" || fail "it was not refused"
point webdav "$failing"
run upload -p webdav "$file"
expect_status 0
expect_err 'HTTP 503.*trying again'
expect_requests failing PUT 2
expect_serves "$(cat "$here/out")" "$file"

# A later run knows nothing of it: there it is somebody's.
run upload -p webdav "$file"
expect_status 5
expect_err 'is there already'
run clean
expect_silence
