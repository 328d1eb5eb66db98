#!/bin/sh
# twatfs(1) has every command, with its other name and its arguments, and no others; each page that
# a command has is linked there.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

SOURCE=$source PROGRAM=$twatfs PYTHONPATH=$source/tests/tree PYTHONDONTWRITEBYTECODE=1 \
    "$python" - <<'PYTHON' || fail "they differ"
import re
from manual import *

text = page("twatfs")
listed = {}
for item, _ in items(section(text, "COMMANDS")):
    name, *others = re.findall(r"B<([^>]+)>", item)
    listed[name] = others
synopsis = re.findall(r"^twatfs (\w+)", "\n".join(plain(line) for line in section(text, "SYNOPSIS").split("\n")), flags=re.M)
compare(commands(), listed, "a command, not in the page")
compare(listed, commands(), "in the page, not a command")
compare(commands(), synopsis, "not in the synopsis")
compare(synopsis, commands(), "in the synopsis, not a command")
for command in commands():
    for other in listed.get(command, []):
        if not other.startswith("-") and f"Usage: twatfs {command}" not in twatfs("help", other):
            wrong.append(f"{other}: not another name of {command}")
    if page(f"twatfs-{command}") and f"L<twatfs-{command}(1)>" not in section(text, "SEE ALSO"):
        wrong.append(f"twatfs-{command}(1): not linked")
finish()
PYTHON
