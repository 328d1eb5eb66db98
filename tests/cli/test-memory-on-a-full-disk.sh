#!/bin/sh
# A full disk stops no upload: one warning for all files.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

[ "$(id -u)" -eq 0 ] || skip "needs root to mount a small file system"
mkdir "$here/state"
mount -t tmpfs -o size=16k tmpfs "$here/state" 2>/dev/null || skip "cannot mount here"
start_hosts catbox
XDG_STATE_HOME=$here/state run upload -p catbox "$file" "$file" "$file"
umount "$here/state"
expect_status 0
[ "$(wc -l <"$here/out")" -eq 3 ] || fail "not three links"
expect_error_line 'warning: memory: .*(full|disk I/O).*: going on without memory'
