#!/bin/sh
# A message while the bar is on the screen stands on a line of its own.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

need_terminal
start_hosts catbox -- --fault 'catbox/upload=status=503;ok' --fault 'catbox/download=slow,bytes-per-second=2000'
"$python" "$source/tests/terminal.py" "$here/screen" "$twatfs" upload -p catbox "$file" >"$here/out" 9>&-
tr '\r' '\n' <"$here/screen" | grep -q 'twatfs: warning: catbox: HTTP 503.*trying again in' || fail "no message"
