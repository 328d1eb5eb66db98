#!/bin/sh
# An empty file is passed over by the gate.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts filebin
: >"$here/empty.txt"
run upload -p filebin "$here/empty.txt"
expect_status 4
expect_error_line 'takes at least 1'
expect_requests filebin POST 0
