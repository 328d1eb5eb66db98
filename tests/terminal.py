# terminal.py SCREEN COMMAND...: run a command with a terminal as its standard error (and with
# TEST_STDOUT=terminal its standard output), and keep what is written to it in SCREEN.
# The terminal has TEST_COLUMNS columns, 80 without.  TEST_KEYS are typed into it, and it is the
# command's standard input then.  With TEST_KEYS_AFTER they are typed once that was shown, and the
# command runs as a shell's does: Ctrl-C is a signal.
#
# SPDX-License-Identifier: MIT
import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios

controller, terminal = pty.openpty()
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, int(os.environ.get("TEST_COLUMNS", 80)), 0, 0))
environment = dict(os.environ)
environment.setdefault("TERM", "xterm")
output = terminal if os.environ.get("TEST_STDOUT") == "terminal" else None
keys = os.environ.get("TEST_KEYS")
after = os.environ.get("TEST_KEYS_AFTER")
process = subprocess.Popen(
    sys.argv[2:], stdin=None if keys is None else terminal, stdout=output, stderr=terminal, env=environment,
    start_new_session=after is not None,
    preexec_fn=None if after is None else lambda: fcntl.ioctl(2, termios.TIOCSCTTY, 0),
)
if keys and after is None:
    os.write(controller, keys.encode())
os.close(terminal)
shown = b""
with open(sys.argv[1], "wb") as screen:
    while True:
        try:
            written = os.read(controller, 65536)
        except OSError:  # the last writer has closed it
            break
        if not written:
            break
        screen.write(written)
        if after is not None:
            shown += written
            if after.encode() in shown:
                os.write(controller, keys.encode())
                after = None
sys.exit(process.wait())
