#!/bin/sh
# On a narrow terminal the status leaves columns out.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

need_terminal
start_hosts catbox litterbox -- --fault 'catbox/upload=status=500,body=a%20very%20long%20reason%20that%20cannot%20stand%20in%20one%20line*'
only catbox litterbox
for count in 1 2 3; do run upload --retries 0 "$file"; done
for columns in 30 40 60; do
    TEST_COLUMNS=$columns TEST_STDOUT=terminal "$python" "$source/tests/terminal.py" "$here/out" \
        "$twatfs" providers status 9>&- || :
    expect_out 'catbox +ready'
    expect_out 'HTTP 500'
    awk -v most="$columns" '{ gsub(/\r/, "") } length($0) > most { print "too wide: " $0; bad = 1 } END { exit bad }' \
        "$here/out" || fail "wider than $columns columns"
done
