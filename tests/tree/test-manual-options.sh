#!/bin/sh
# Each command's page has the options of its help, with their letters and what their values are
# called, and no others; no page speaks of an option that there is not.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

SOURCE=$source PROGRAM=$twatfs CHECKER=$build/core/twatfs-provider-check PYTHONPATH=$source/tests/tree PYTHONDONTWRITEBYTECODE=1 \
    "$python" - <<'PYTHON' || fail "they differ"
import glob, re
from manual import *

everywhere = {"--version"}
pages = 0
for command in commands():
    known = options(command)
    everywhere |= {re.match("[a-z-]+", option)[0] for option in known}
    text = page(f"twatfs-{command}")
    if text is None:
        compare(known, {"-h", "--help"}, f"an option of {command}, which has no page")
        continue
    pages += 1
    described = set()
    for item, _ in items(section(text, "OPTIONS")):
        described |= set(plain(item).split(", "))
    compare(known, described, f"an option of {command}, not in its page")
    compare(described, known, f"in the page of {command}, not an option")
checker = checker_options()
everywhere |= {option for option in checker if option.startswith("--")}
described = set()
for item, _ in items(section(page("twatfs-provider-check"), "OPTIONS")):
    described |= set(re.findall(r"(?<![\w-])(--[a-z]+|-[a-zA-Z]\b)", plain(item)))
compare(checker, described, "an option of twatfs-provider-check, not in its page")
compare(described, checker, "in the page of twatfs-provider-check, not an option")
if pages < 7:
    wrong.append(f"only {pages} pages")
for path in glob.glob(f"{source}/docs/twatfs*.pod") + glob.glob(f"{source}/plugins/*/*.pod"):
    for option in re.findall(r"B<(?:twatfs [\w ]*)?(--[a-z][a-z-]+)", open(path, encoding="utf-8").read()):
        if option not in everywhere:
            wrong.append(f"{path}: {option}: no such option")
finish()
PYTHON
