# terminal.py SCREEN COMMAND...: run a command with a terminal of 80 columns as its
# standard error, and keep what is written to it in SCREEN.
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
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
environment = dict(os.environ)
environment.setdefault("TERM", "xterm")
process = subprocess.Popen(sys.argv[2:], stderr=terminal, env=environment)
os.close(terminal)
with open(sys.argv[1], "wb") as screen:
    while True:
        try:
            written = os.read(controller, 65536)
        except OSError:  # the last writer has closed it
            break
        if not written:
            break
        screen.write(written)
sys.exit(process.wait())
