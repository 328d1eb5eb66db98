#!/bin/sh
# One that is named is told alone; one that is unknown is a mistake.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

only catbox
run providers status catbox
expect_status 0
[ "$(wc -l <"$here/out")" -eq 2 ] || fail "not one line"
run providers status catbx
expect_status 2
expect_error_line 'did you mean "catbox"'
run providers status litterbox
expect_status 4
run providers --online
expect_status 2
run providers status one two
expect_status 2
