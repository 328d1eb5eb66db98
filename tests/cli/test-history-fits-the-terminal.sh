#!/bin/sh
# The table is no wider than the terminal, from narrow to wide, and keeps numbers and links.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

need_terminal
start_hosts catbox
run upload -p catbox "$file"
run upload --no-check -p catbox "$file"
for columns in 20 40 60 80 200; do
    TEST_COLUMNS=$columns TEST_STDOUT=terminal "$python" "$source/tests/terminal.py" "$here/out" \
        "$twatfs" history 9>&- || :
    "$python" -c 'import sys; sys.exit(max(map(len, open(sys.argv[1]).read().splitlines())) > int(sys.argv[2]))' \
        "$here/out" "$columns" || fail "wider than $columns columns"
    expect_out '^2 '
    expect_out 'http'
done
expect_out 'ID +WHEN +PROVIDER +SIZE +EXPIRES +URL'
expect_out "$(printf '%s' "$catbox" | sed 's/\./\\./g')/files/[a-z0-9]+\.txt"
