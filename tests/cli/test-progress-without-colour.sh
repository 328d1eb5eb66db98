#!/bin/sh
# NO_COLOR is honoured, and a dumb terminal gets no bar.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

need_terminal
start_hosts catbox -- --fault 'catbox/download=slow,bytes-per-second=2000*'
NO_COLOR=1 "$python" "$source/tests/terminal.py" "$here/screen" "$twatfs" upload "$file" >"$here/out" 9>&-
! grep -q "$(printf '\033')\[[0-9;]*m" "$here/screen" || fail "colour"
TERM=dumb "$python" "$source/tests/terminal.py" "$here/screen" "$twatfs" upload "$file" >"$here/out" 9>&-
[ ! -s "$here/screen" ] || fail "something was drawn"
