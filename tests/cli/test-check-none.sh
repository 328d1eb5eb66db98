#!/bin/sh
# --no-check and --check=none ask for nothing, and that is no failure.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
run upload --json --no-check "$file"
expect_status 0
[ "$(record proof)" = none ] || fail "proof"
run upload --check=none "$file"
expect_status 0
expect_requests catbox GET 0
expect_requests catbox HEAD 0
