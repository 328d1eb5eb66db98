#!/bin/sh
# A list that cannot be read to its end is a failure; what was named before is uploaded, and half a
# name is none.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

need_terminal
# A pseudo-terminal whose other end is closed answers EIO.
cat >"$here/list.py" <<'PYTHON'
import os, pty, subprocess, sys, time, tty
name, half, *command = sys.argv[1:]
controller, terminal = pty.openpty()
tty.setraw(terminal)
process = subprocess.Popen(command, stdin=controller)
os.write(terminal, name.encode() + b"\n")
while os.stat(1).st_size == 0 and process.poll() is None:
    time.sleep(0.05)
os.write(terminal, half.encode())
os.close(terminal)
sys.exit(process.wait() & 255)
PYTHON
for half in '' "$here/ph"; do
    status=0
    # shellcheck disable=SC2086 # the wrapper is several words
    "$python" "$here/list.py" "$file" "$half" ${TWATFS_WRAPPER-} "$twatfs" upload -p local --from-file - \
        >"$here/out" 2>"$here/err" || status=$?
    expect_status 1
    [ "$(wc -l <"$here/out")" -eq 1 ] || fail "not one link"
    expect_error_line 'standard input: read: Input/output error$'
done
