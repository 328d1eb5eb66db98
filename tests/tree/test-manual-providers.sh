#!/bin/sh
# Each provider's page has the variables and options of its manifest, and no others; twatfs(1) and
# README name each provider.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

SOURCE=$source PROGRAM=$twatfs PYTHONPATH=$source/tests/tree PYTHONDONTWRITEBYTECODE=1 \
    "$python" - <<'PYTHON' || fail "they differ"
import re
from manual import *

count = 0
with open(f"{source}/README", encoding="utf-8") as file:
    readme = set(re.findall(r"\w+", file.read()))
for manifest in providers():
    name, env = manifest["name"], manifest.get("env", {})
    count += 1
    text = page(f"twatfs-provider-{name}")
    read = {variable for choice in env.get("any_of", []) for variable in choice} | set(env.get("optional", []))
    read |= {manifest["endpoint"]["env"]} if "env" in manifest.get("endpoint", {}) else set()
    described = set()
    for item, _ in items(section(text, "ENVIRONMENT")):
        described |= set(re.findall(r"B<([A-Z][A-Z0-9_]+)>", item))
    compare(read, described, f"a variable of {name}, not in its page")
    described -= {"ALL_PROXY"}  # which libcurl reads
    compare(described, read, f"in the page of {name}, not a variable of its")
    taken = set(manifest.get("options") or {})
    told = set(re.findall(rf"B<-o {name}\.([a-z0-9_-]+)=?", "".join(item for item, _ in items(text))))
    compare(taken, told, f"an option of {name}, not in its page")
    compare(told, taken, f"in the page of {name}, not an option of its")
    if f"L<twatfs-provider-{name}(7)>" not in page("twatfs"):
        wrong.append(f"{name}: not linked in twatfs(1)")
    if name not in readme:
        wrong.append(f"{name}: not in README")
if count < 2:
    wrong.append(f"only {count} providers")
finish()
PYTHON
