#!/bin/sh
# libtwatfs(3) declares the functions that the library exports, as its header does, and no others;
# it names every constant, and its example builds.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

sed -n 's/^ *\(twatfs_[a-z0-9_]*\);.*/\1/p' "$source/core/library/libtwatfs.map" >"$here/exported"
[ -s "$here/exported" ] || fail "libtwatfs.map has no function"
"$python" - "$source/docs/libtwatfs.pod" "$source/include/twatfs/twatfs.h" "$here" <<'PYTHON' || fail "they differ"
import re, sys

page, header = (open(name, encoding="utf-8").read() for name in sys.argv[1:3])
header = re.sub(r"/\*.*?\*/", "", header, flags=re.S)
exported = set(open(sys.argv[3] + "/exported").read().split())
code = "".join(re.findall(r"^(?:    .*)?\n", page, flags=re.M))
wrong = []


def plain(text):
    return re.sub(r"\s*([*(),;])\s*", r"\1", re.sub(r"\s+", " ", text))


def declarations(text):
    """Functions, and the types of callbacks, by name."""
    found = re.finditer(r"^ *((?:typedef |const |struct )*\w+ \*?(twatfs_\w+)\([^;{}]*\);)", text, flags=re.M)
    return {match[2]: plain(match[1]) for match in found}


def constants(text):
    return set(re.findall(r"\bTWATFS_(?:ERROR|PROVIDER|BREAKER|REQUEST|BATCH|EVENT|LOG|SIZE)_[A-Z_]+\b", text))


def event(text):
    return plain(re.search(r"struct twatfs_event \{(.*?)\}", text, flags=re.S)[1])


def compare(names, others, complaint):
    wrong.extend(f"{name}: {complaint}" for name in sorted(set(names) - set(others)))


declared, in_header = declarations(code), declarations(header)
functions = {name for name in declared if not name.endswith("_function")}
compare(exported, functions, "exported, not declared in the page")
compare(functions, exported, "declared in the page, not exported")
compare(re.findall(r"B<(twatfs_\w+)>", page), exported, "described in the page, not exported")
compare(constants(header), constants(page), "a constant of the header, not in the page")
compare(constants(page), constants(header), "a constant of the page, not in the header")
for name in declared.keys() & in_header.keys():
    if declared[name] != in_header[name]:
        wrong.append(f"{name}: the page has {declared[name]}\n  the header {in_header[name]}")
compare(in_header, declared, "in the header, not in the page")
if event(code) != event(header):
    wrong.append("struct twatfs_event: another one in the header")
example = re.search(r"^=head1 EXAMPLE\n[^=]*?\n((?: {4}.*\n|\n)+)\w", page, flags=re.M)[1]
open(sys.argv[3] + "/example.c", "w").write(re.sub(r"^    ", "", example, flags=re.M))
sys.exit("\n".join(wrong) or 0)
PYTHON
${CC:-cc} -std=c99 -Wall -Wextra -pedantic -Werror -I"$source/include" -c -o "$here/example.o" \
    "$here/example.c" || fail "its example does not build"
