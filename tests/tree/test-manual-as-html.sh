#!/bin/sh
# `make html` makes one manual: well-formed pages of every man page and an index of them, and every
# link among them leads to where it says.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

make=${MAKE:-make}
$make -s -C "$build/docs" html >"$here/log" 2>&1 || { cat "$here/log"; fail "make html"; }
"$python" - "$source" "$build/docs/html" <<'PYTHON' || fail "the manual has holes"
import glob, os, re, sys
import xml.etree.ElementTree as tree

source, folder = sys.argv[1:]
wrong, ids, links = [], {}, {}
for path in glob.glob(f"{folder}/*.html"):
    name = os.path.basename(path)
    elements = list(tree.parse(path).iter())
    found = [element.get("id") for element in elements if element.get("id")]
    wrong += [f"{name}: {one} twice" for one in sorted(set(found)) if found.count(one) > 1]
    ids[name] = set(found)
    links[name] = [element.get("href") for element in elements if element.get("href")]
    if re.search(r"@\w+dir@", "".join(elements[0].itertext())):
        wrong.append(f"{name}: a folder that was not filled in")
for name, targets in links.items():
    for target in targets:
        file, _, fragment = target.partition("#")
        if re.match(r"https?:|file:|mailto:", target):
            continue
        if (file or name) not in ids:
            wrong.append(f"{name}: {target}: no such page")
        elif fragment and fragment not in ids[file or name]:
            wrong.append(f"{name}: {target}: no such place")
pods = glob.glob(f"{source}/docs/*.pod") + glob.glob(f"{source}/plugins/*/*.pod")
for pod in pods:
    name = os.path.basename(pod)[:-4]
    if not any(re.fullmatch(re.escape(name) + r"\.\d\.html", link) for link in links.get("index.html", [])):
        wrong.append(f"{name}: not in the index")
# What the pages say of each other is linked: L<twatfs-upload(1)>, L<twatfs-upload(1)/PROOF>, L</PROOF>.
for pod in pods:
    text = open(pod, encoding="utf-8").read()
    expected = len(re.findall(r"L<(?:[^<>|]*\|)?/|L<(?:lib)?twatfs[\w-]*\(\d\)", text))
    page = [name for name in links if name.startswith(os.path.basename(pod)[:-4] + ".")][0]
    ours = [link for link in links[page] if not link.startswith(("http", "index"))]
    if len(ours) != expected:
        wrong.append(f"{page}: {len(ours)} links, {expected} in the source")
sys.exit("\n".join(wrong) or 0)
PYTHON
