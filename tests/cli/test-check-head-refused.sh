#!/bin/sh
# Where HEAD is refused, --check=head asks for one byte.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/head=head-refused*'
run upload --json --check=head "$file"
expect_status 0
[ "$(record proof)" = head ] || fail "proof"
expect_requests catbox GET 1
grep '"method": *"GET"' "$here/hosts.log" | grep -q 'bytes=0-0' || fail "asked for more than a byte"
