#!/bin/sh
# --check=head asks for the length and downloads nothing.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
run upload --json --check=head "$file"
expect_status 0
[ "$(record proof)" = head ] || fail "proof"
expect_requests catbox HEAD 1
expect_requests catbox GET 0
