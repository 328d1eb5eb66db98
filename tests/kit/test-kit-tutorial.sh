#!/bin/sh
# Whoever types what docs/writing-a-provider tells, in an empty folder against an installation, sees
# what it tells; its code is that of the files beside it, and builds without a warning.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/kit/installed.sh"

guide=$(dirname "$(find "$here/root" -path '*/writing-a-provider/README.md')")
mkdir "$here/empty"
cd "$here/empty"
cp "$guide/host.py" .
"$python" - "$guide" <<'PYTHON' || fail "what is typed shows something else"
import os, re, socket, subprocess, sys, time

guide = sys.argv[1]
text = open(guide + "/README.md", encoding="utf-8").read()
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = str(free.getsockname()[1])
for name, code in re.findall(r"^```c (\S+)\n(.*?)^```$", text, flags=re.M | re.S):
    assert code == open(guide + "/" + name).read(), name + " differs from the text"
    open(name, "w").write(code.replace(":8080", ":" + port))
text = re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S)


def plain(said):
    """Without what is another one each time."""
    return re.sub(r"/files/[0-9a-f]{8}/", "/files/ID/", said.replace(port, "8080"))


def run(command):
    """In one shell, so that what is set stays."""
    shell.stdin.write(command.replace("8080", port) + "\necho '-- end'\n")
    shell.stdin.flush()
    lines = []
    for line in shell.stdout:
        if line == "-- end\n":
            return plain("".join(lines))
        lines.append(line)
    sys.exit(command + ": the shell ended: " + "".join(lines))


shell = subprocess.Popen(["sh"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                         stderr=subprocess.STDOUT, text=True)
run("cc() { command ${CC:-cc} -std=c99 -pedantic -Wall -Wextra -Werror \"$@\"; }")
typed = 0
try:
    for block in re.findall(r"(?:^    .*\n)+", text, flags=re.M):
        for command, expected in re.findall(r"^    \$ (.*)\n((?:    (?!\$ ).*\n)*)", block, flags=re.M):
            said, wanted = run(command), plain(re.sub(r"^    ", "", expected, flags=re.M))
            assert said == wanted, f"$ {command}\n{said}instead of\n{wanted}"
            typed += 1
            while command.startswith("python3 host.py"):
                try:
                    socket.create_connection(("127.0.0.1", int(port))).close()
                    break
                except OSError:
                    time.sleep(0.1)
finally:
    run("kill $!")
assert typed > 15, f"only {typed} lines to type"
PYTHON
