#!/bin/sh
# A link that does not answer soon is not waited for.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/head=stall,at=answer,seconds=60'
run upload --reuse -p catbox "$file"
started=$(date +%s)
run upload --reuse -p catbox "$file"
expect_status 0
[ $(($(date +%s) - started)) -lt 30 ] || fail "it was waited for"
expect_requests catbox POST 2
run cache stats
expect_out '^misses +2$'
expect_out '^stale +0$'
