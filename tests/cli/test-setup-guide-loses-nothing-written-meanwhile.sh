#!/bin/sh
# What somebody writes into the configuration while the guide waits for an answer is not lost: the
# guide says so then, and writes nothing.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

need_terminal
TWATFS_PLUGIN_PATH=$build/plugins/catbox/.libs
mkdir -p "$here/.config/twatfs"
echo 'retries = 4' >"$here/.config/twatfs/config"
status=0
"$python" - "$twatfs" "$here/.config/twatfs/config" >"$here/out" <<'PYTHON' || status=$?
import os, pty, subprocess, sys
controller, terminal = pty.openpty()
process = subprocess.Popen([sys.argv[1], "setup"], stdin=terminal, stdout=terminal, stderr=terminal)
os.close(terminal)
shown = b""
def read():
    global shown
    try:
        more = os.read(controller, 1000)
    except OSError:  # the last writer has closed it
        return False
    shown += more
    return more != b""
os.write(controller, b"1\n1\n1\n")
while b"Write that?" not in shown and read():
    pass
with open(sys.argv[2], "a") as config:
    config.write("disable = termbin\n")
os.write(controller, b"y\n")
while read():
    pass
print(shown.replace(b"\r", b"").decode())
sys.exit(process.wait())
PYTHON
expect_status 1
expect_out '^\+ order = catbox$'
expect_out 'config: was changed meanwhile, and is left as it is: try again$'
expect_no_out 'Written'
[ "$(cat "$here/.config/twatfs/config")" = "retries = 4
disable = termbin" ] || fail "it is lost: $(cat "$here/.config/twatfs/config")"
[ "$(ls "$here/.config/twatfs")" = config ] || fail "something is left"
