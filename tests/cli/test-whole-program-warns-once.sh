#!/bin/sh
# A program with the library built in tells of a bad directory, once, and goes on.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

status=0
"$build/tests/tree/twatfs-whole" providers --plugin-dir /nonexistent >"$here/out" 2>"$here/err" </dev/null || status=$?
expect_status 0
expect_error_line '/nonexistent'
