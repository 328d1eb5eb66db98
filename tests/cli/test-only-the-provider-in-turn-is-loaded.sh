#!/bin/sh
# A provider whose turn never comes is never loaded.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
TWATFS_TEST_MARK=$here/mark
export TWATFS_TEST_MARK
run upload --plugin-dir "$build/tests/modules" -p catbox,constructor-leaves-mark "$file"
expect_status 0
[ ! -e "$here/mark" ] || fail "it was loaded"
run upload --plugin-dir "$build/tests/modules" -p constructor-leaves-mark "$file"
[ -e "$here/mark" ] || fail "the test is blind: it leaves no mark when it is loaded"
