#!/bin/sh
# Every request says which program it is, and has a length.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
run upload "$file"
expect_status 0
! grep -v '"user_agent": *"twatfs/[0-9]' "$here/hosts.log" || fail "another User-Agent"
grep '"method": *"POST"' "$here/hosts.log" | grep -q '"content_length": *[0-9]' || fail "no length"
