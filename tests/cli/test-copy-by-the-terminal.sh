#!/bin/sh
# Without a display --copy gives the link to the terminal (OSC 52), and to nothing else.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

need_terminal
start_hosts catbox
"$python" "$source/tests/terminal.py" "$here/screen" "$twatfs" upload --no-progress --copy "$file" >"$here/out" 9>&-
"$python" - "$here/screen" "$here/out" <<'PYTHON' || fail "not the link"
import base64, re, sys
screen, link = (open(name, "rb").read() for name in sys.argv[1:])
found = re.fullmatch(rb"\x1b\]52;c;([A-Za-z0-9+/=]+)\x07(.*)", screen, flags=re.S)
assert base64.b64decode(found[1], validate=True) == link.rstrip(b"\n")
assert b"by the terminal (OSC 52), if it allows that" in found[2] and b"\x1b" not in found[2]
PYTHON
TERM=dumb "$python" "$source/tests/terminal.py" "$here/screen" "$twatfs" upload --copy "$file" >"$here/out" 9>&-
grep -q 'TERM is unset or dumb' "$here/screen" || fail "a dumb terminal"
! grep -q ']52' "$here/screen" || fail "a dumb terminal was asked"
run upload --dry-run --copy "$file"
expect_status 2
expect_error_line 'dry-run: contradicts --copy'
