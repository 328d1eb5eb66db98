#!/bin/sh
# A small body never waits for 100 Continue.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
run upload "$file"
expect_status 0
! grep -qi '"expect"' "$here/hosts.log" || fail "Expect was sent"
