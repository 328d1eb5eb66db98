#!/bin/sh
# Without memory nothing is written, by flag, environment or file; what needs it says so.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
run upload --no-memory -p catbox "$file"
expect_status 0
TWATFS_MEMORY=no run upload -p catbox "$file"
expect_status 0
echo 'memory = no' >"$here/config"
run upload --config "$here/config" -p catbox "$file"
expect_status 0
[ ! -e "$here/.local/state" ] || fail "something was written"
TWATFS_MEMORY=no run history
expect_status 2
expect_error_line 'memory: switched off'
TWATFS_MEMORY=no run delete 1
expect_status 2
expect_error_line 'memory: switched off'
