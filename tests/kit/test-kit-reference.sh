#!/bin/sh
# twatfs_provider(3) has every macro, struct, field, callback, service and wrapper of provider.h, nothing
# that is not there, and says "since 1.1" of exactly what ABI 1.0 did not have.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

declared() {
    "$python" "$source/tests/abi/header.py" "$1" | cut -d ' ' -f 1,2 | sort -u
}
declared "$source/include/twatfs/provider.h" >"$here/now"
declared "$source/tests/abi/provider-1.0.h" >"$here/first"
"$python" - "$here/now" "$here/first" "$source/docs/twatfs_provider.pod" <<'PYTHON' || fail "they differ"
import re, sys

now, first = (dict(reversed(line.split()) for line in open(name)) for name in sys.argv[1:3])
page = open(sys.argv[3], encoding="utf-8").read()
# A name's text: its item, or for what is told in passing the sentence about it; and its section.
sections = re.split(r"^(?==head)", page, flags=re.M)
wrong = []
for name, kind in now.items():
    if not re.search(r"\b%s\b" % re.escape(name), page):
        wrong.append(f"{kind} {name}: not in the page")
        continue
    if kind not in ("member", "function"):
        continue
    for section in sections:
        for item in re.split(r"^(?==item)", section, flags=re.M):
            heading = item.split("\n", 1)[0]
            if not re.search(r"\b%s\b" % re.escape(name), heading):
                continue
            own = item.split("\n", 1)[-1].strip()
            whole = section.split("=over")[0]
            # What is of the first day may have got a flag since.
            if name in first and re.match("Since 1", own):
                wrong.append(f"{kind} {name}: is since 1.0")
            if name not in first and not re.search(r"since 1\.1", whole + own, flags=re.I):
                wrong.append(f"{kind} {name}: is since 1.1")
            break
for name in set(re.findall(r"\b(twatfs_\w+\.\w+|TWATFS_\w*[A-Z0-9]|twatfs_\w+(?=\(call))", page)):
    if name not in now:
        wrong.append(f"{name}: not in the header")
sys.exit("\n".join(sorted(wrong)) or 0)
PYTHON
[ "$(wc -l <"$here/now")" -gt 190 ] || fail "the header has too little"
podchecker "$source/docs/twatfs_provider.pod" >"$here/log" 2>&1 || { cat "$here/log"; fail "the page is no POD"; }
