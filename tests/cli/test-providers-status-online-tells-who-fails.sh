#!/bin/sh
# One that fails is told with its reason, after those that work, and the exit status says so.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/upload=status=503*'
only catbox litterbox
run providers status --online
expect_status 1
expect_out '^litterbox +works'
expect_out '^catbox +fails'
expect_out '^ +.*HTTP 503'
expect_requests catbox POST 1
[ "$(sed -n 2p "$here/out" | cut -d' ' -f1)" = litterbox ] || fail "not the working one first"
only catbox
run providers status --online
expect_status 5
