#!/bin/sh
# A full disk under `local`: one line with the cure, exit 5, nothing half-done.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

[ "$(id -u)" -eq 0 ] || skip "needs root to mount a small file system"
mkdir "$here/public"
mount -t tmpfs -o size=64k tmpfs "$here/public" 2>/dev/null || skip "cannot mount here"
make_file "$here/big.txt" 200000
run upload -p local "$here/big.txt"
left=$(find "$here/public" -type f)
umount "$here/public"
expect_status 5
expect_error_line 'No space left on device: make room'
[ -z "$left" ] || fail "half a file is left"
