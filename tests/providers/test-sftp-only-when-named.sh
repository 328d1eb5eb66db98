#!/bin/sh
# It is never chosen by itself, and its module is not loaded when another serves.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/sshd.sh"

start_sshd
only sftp
run upload "$file"
expect_status 4
expect_shelf
run upload -p sftp "$file"
expect_status 0

TWATFS_DISABLE=
LD_DEBUG=files LD_DEBUG_OUTPUT=$here/loaded
export LD_DEBUG LD_DEBUG_OUTPUT
run upload -p local "$file"
unset LD_DEBUG LD_DEBUG_OUTPUT
expect_status 0
! cat "$here"/loaded.* | grep -q 'twatfs-provider-\(sftp\|ftp\)' || fail "it was loaded"
