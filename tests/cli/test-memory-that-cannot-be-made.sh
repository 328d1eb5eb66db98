#!/bin/sh
# A home that cannot be written stops no upload: one warning for all files.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
XDG_STATE_HOME=/proc/nowhere run upload -p catbox "$file" "$file" "$file"
expect_status 0
[ "$(wc -l <"$here/out")" -eq 3 ] || fail "not three links"
expect_error_line 'warning: memory: /proc/nowhere.*: going on without memory'
XDG_STATE_HOME=/proc/nowhere run history
expect_status 0
