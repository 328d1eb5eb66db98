#!/bin/sh
# twatfs-config(5) has every setting with its variable, option and default, and no others;
# twatfs(1) lists the same variables.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

SOURCE=$source PROGRAM=$twatfs PYTHONPATH=$source/tests/tree PYTHONDONTWRITEBYTECODE=1 \
    TABLE=$build/tests/tree/settings "$python" - <<'PYTHON' || fail "they differ"
import os, re, subprocess
from manual import *

output = subprocess.run([os.environ["TABLE"]], check=True, stdout=subprocess.PIPE, text=True).stdout
table = {row[0]: row[1:] for row in (line.split("\t") for line in output.splitlines())}
described = {plain(item): plain(text) for item, text in items(section(page("twatfs-config"), "SETTINGS"))}
compare(table, described, "a setting, not in the page")
compare(described, table, "in the page, not a setting")
for key in table.keys() & described.keys():
    variable, option, otherwise = table[key]
    text = described[key]
    if f"Variable: {variable}." not in text:
        wrong.append(f"{key}: the page has no \"Variable: {variable}.\"")
    found = re.search(r"Options?: ([^.]*)\.", text)
    if (found is None) != (option == "") or (found and option not in found[1]):
        wrong.append(f"{key}: the option is \"{option}\"")
    # Several words say it for people.
    if re.fullmatch(r"\S+|\d.*", otherwise) and f"Default: {otherwise.split()[0]}." not in text:
        wrong.append(f"{key}: the default is {otherwise}")
known = {row[0] for row in table.values()} | {"TWATFS_CONFIG"}
listed = set(re.findall(r"B<(TWATFS_\w+)>(?!I)", section(page("twatfs"), "ENVIRONMENT"))) - {"TWATFS_"}
compare(known, listed, "a variable, not in twatfs(1)")
compare(listed, known, "in twatfs(1), not a variable")
finish()
PYTHON
