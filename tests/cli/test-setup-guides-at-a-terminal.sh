#!/bin/sh
# At a terminal a provider that needs something is asked to guide without more ado; secrets are not
# echoed, and Ctrl-C gives the echo back.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

need_terminal
"$python" - "$twatfs" "$build/tests/modules" <<'PYTHON' || fail "the terminal saw something else"
import os, pty, subprocess, sys, termios
def run(typed):
    """What the terminal showed while this was typed, whether it echoes then, and the exit status."""
    master, slave = pty.openpty()
    process = subprocess.Popen(["env", "--default-signal=INT", sys.argv[1], "setup", "--plugin-dir", sys.argv[2], "provider", "guided"],
                               stdin=slave, stdout=subprocess.PIPE, stderr=slave, start_new_session=True,
                               preexec_fn=lambda: __import__("fcntl").ioctl(0, termios.TIOCSCTTY, 0))
    shown = b""
    for prompt, answer in typed:
        while prompt not in shown:
            shown += os.read(master, 1000)
        # The echo is off before the question can be answered, not before it can be seen.
        while prompt == b"Token: " and termios.tcgetattr(slave)[3] & termios.ECHO:
            pass
        os.write(master, answer)
    out = process.communicate()[0]
    echoes = bool(termios.tcgetattr(slave)[3] & termios.ECHO)
    os.set_blocking(master, False)
    try:
        shown += os.read(master, 100000)
    except BlockingIOError:
        pass
    return shown, out, echoes, process.returncode
shown, out, echoes, status = run([(b"Name: ", b"Jo\n"), (b"Token: ", b"sesame-open\n")])
assert status == 0 and out == b"export GUIDED_NAME='Jo'\nexport GUIDED_TOKEN='sesame-open'\n", (status, out)
assert b"Jo" in shown and b"sesame" not in shown and echoes, shown
shown, out, echoes, status = run([(b"Name: ", b"Jo\n"), (b"Token: ", b"\x03")])
assert status == 130 and not out and echoes, (status, out, echoes, shown)
PYTHON
