#!/bin/sh
# A link that does not serve any more is forgotten, and the file uploaded again.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/head=status=404'
run upload --reuse -p catbox "$file"
run upload --reuse -v -p catbox "$file"
expect_status 0
expect_err 'does not serve any more: check: the link answers with HTTP 404'
expect_requests catbox POST 2
run upload --reuse -p catbox "$file"
expect_requests catbox POST 2
run cache stats
expect_out '^stale +1$'
expect_out '^hits +1$'
expect_out '^misses +1$'
