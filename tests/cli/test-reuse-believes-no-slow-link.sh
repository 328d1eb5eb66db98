#!/bin/sh
# A link that does not answer soon is not waited for.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/head=stall,at=answer,seconds=600'
run upload --reuse -p catbox "$file"
run upload --reuse -p catbox "$file"
expect_status 0
expect_requests catbox POST 2
[ "$(moments '' | span_ms)" -lt 30000 ] || fail "it was waited for"
run cache stats
expect_out '^misses +2$'
expect_out '^stale +0$'
