# shell-line.py KEYS COMMAND...: type KEYS into an interactive shell on a terminal, and print the
# words of the command line that came of it, one a line.
#
# The shell's prompt has to be "ready> ".  The line is not run: the same keys in bash and zsh go to
# its beginning and make it the arguments of printf.
#
# SPDX-License-Identifier: MIT
import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios

result = os.path.join(os.environ["HOME"], "line")
controller, terminal = pty.openpty()
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 200, 0, 0))
shell = subprocess.Popen(sys.argv[2:], stdin=terminal, stdout=terminal, stderr=terminal, start_new_session=True)
os.close(terminal)
screen, typed = b"", False
while True:
    try:
        written = os.read(controller, 65536)
    except OSError:  # the shell has ended
        break
    if not written:
        break
    screen += written
    if not typed and b"ready> " in screen:
        typed = True
        keys = sys.argv[1] + "\x01printf '%s\\n' >" + result + " \x05\nexit\n"
        os.write(controller, keys.encode())
shell.wait()
if not os.path.exists(result):
    sys.exit(f"nothing came of it: {screen!r}")
with open(result, encoding="utf-8") as words:
    sys.stdout.write(words.read())
