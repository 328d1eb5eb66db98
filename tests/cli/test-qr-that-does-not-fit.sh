#!/bin/sh
# A code that does not fit the terminal is not shown, and neither where there is no terminal or no
# UTF-8: a warning says so, and the upload is a success.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

need_qr
start_hosts catbox
run upload --qr "$file"
expect_status 0
expect_error_line 'qr: standard error: not a terminal'
need_terminal
TEST_COLUMNS=20 "$python" "$source/tests/terminal.py" "$here/screen" "$twatfs" upload --qr "$file" >"$here/out" 9>&-
expect_out '^http'
grep -q 'qr: the code does not fit: it takes [0-9]* columns and [0-9]* lines, the terminal has 20 and 24' \
    "$here/screen" || fail "20 columns: $(cat "$here/screen")"
LC_ALL=C "$python" "$source/tests/terminal.py" "$here/screen" "$twatfs" upload --qr "$file" >"$here/out" 9>&-
grep -q 'qr: the locale has no UTF-8' "$here/screen" || fail "C"
run upload --dry-run --qr "$file"
expect_status 2
