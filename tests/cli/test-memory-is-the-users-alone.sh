#!/bin/sh
# Its folder and files can be read by nobody else, whatever the umask.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
umask 0
run upload -p catbox "$file"
expect_status 0
[ "$(stat -c %a "${memory%/*}")" = 700 ] || fail "the folder"
[ "$(stat -c %a "$memory")" = 600 ] || fail "the file"
[ "$(stat -c %a "$memory.lock")" = 600 ] || fail "the lock"
