#!/bin/sh
# While hosts are waited for, a terminal shows how many were tried; nothing is left of that, and
# elsewhere nothing is shown.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

need_terminal
start_hosts litterbox uguu -- --fault 'uguu/upload=stall,at=answer,seconds=1*'
only litterbox uguu
"$python" "$source/tests/terminal.py" "$here/screen" "$twatfs" providers status --online \
    >"$here/out" 9>&-
expect_out '^uguu +works'
for count in 0 1 2; do
    grep -q "$count of 2 providers tried" "$here/screen" || fail "not $count"
done
[ "$(tail -c 4 "$here/screen")" = "$(printf '\r\033[K')" ] || fail "it is still there"
TWATFS_PROGRESS=no "$python" "$source/tests/terminal.py" "$here/screen" "$twatfs" providers \
    status --online >"$here/out" 9>&-
[ ! -s "$here/screen" ] || fail "something was drawn"
run providers status --online
[ ! -s "$here/err" ] || fail "a line in a file"
