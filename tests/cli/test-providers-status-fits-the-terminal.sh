#!/bin/sh
# On a narrow terminal no line of the table is wider than that.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

need_terminal
start_hosts catbox -- --fault 'catbox/upload=status=500,body=a%20very%20long%20reason%20that%20cannot%20stand%20in%20one%20line%20of%20forty*'
only catbox
TWATFS_PROGRESS=no TEST_COLUMNS=40 TEST_STDOUT=terminal "$python" "$source/tests/terminal.py" "$here/out" \
    "$twatfs" providers status --online 9>&- || :
expect_out 'catbox'
expect_out 'HTTP 500'
awk '{ gsub(/\r/, "") } length($0) > 40 { print "too wide: " $0; bad = 1 } END { exit bad }' "$here/out" ||
    fail "wider than the terminal"
