#!/bin/sh
# On a terminal there is a bar with the phases of the upload, and it is gone at the end;
# elsewhere, with -q and with --no-progress there is none.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

need_terminal
start_hosts catbox -- --fault 'catbox/download=slow,bytes-per-second=2000'
"$python" "$source/tests/terminal.py" "$here/screen" "$twatfs" upload "$file" >"$here/out" 9>&-
expect_out '^http'
grep -q 'photo.txt' "$here/screen" || fail "no name"
grep -q 'verifying' "$here/screen" || fail "no verifying phase"
grep -q '%' "$here/screen" || fail "no percentage"
for option in -q --no-progress; do
    "$python" "$source/tests/terminal.py" "$here/screen" "$twatfs" upload $option "$file" >"$here/out" 9>&-
    [ ! -s "$here/screen" ] || fail "$option: something was drawn"
done
run upload "$file"
[ ! -s "$here/err" ] || fail "a bar in a file"
