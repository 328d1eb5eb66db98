#!/bin/sh
# Set-user-ID is refused: modules from the environment must not run with another's rights.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

[ "$(id -u)" -eq 0 ] || skip "needs root to make a set-user-ID program"
command -v setpriv >/dev/null || skip "needs setpriv"
# The dynamic linker looks for no library where the environment says, then.
cp "$build/tests/tree/twatfs-whole" "$here/twatfs"
chmod 4755 "$here/twatfs"
chmod 755 "$here"
status=0
setpriv --reuid=65534 --regid=65534 --clear-groups "$here/twatfs" version >"$here/out" 2>"$here/err" || status=$?
! findmnt -no OPTIONS -T "$here" 2>/dev/null | grep -q nosuid || skip "the folder is mounted nosuid"
[ "$status" -ne 0 ] || fail "it ran"
expect_silence
expect_error_line 'privileges|set-user-ID|AT_SECURE'
