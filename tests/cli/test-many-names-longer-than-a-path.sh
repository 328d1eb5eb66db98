#!/bin/sh
# A line that is longer than a path can be fails alone, however long it is, and however it comes.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

make_files 3
"$python" - "$here" <<'PYTHON'
import sys
here = sys.argv[1]
names = [f"{here}/files/{number}.txt" for number in (1, 2, 3)]
with open(f"{here}/names", "w") as lines:
    print(names[0], 200000 * "a", names[1], 5000 * "b", names[2], 70000 * "c", sep="\n", file=lines, end="")
with open(f"{here}/nuls", "w") as ended:
    for number in range(10000):
        ended.write(f"{here}/files/{number}.txt\0")
PYTHON
cat >"$here/pieces.py" <<'PYTHON'
import os, sys
for piece in iter(lambda: os.read(0, 1000), b""):
    os.write(1, piece)
PYTHON

expect_three() {
    expect_status 1
    [ "$(wc -l <"$here/out")" -eq 3 ] || fail "not three links"
    [ "$(sed 's/.*: \(line .*\)/\1/' "$here/err")" = "line 2: longer than a path can be
line 4: longer than a path can be
line 6: longer than a path can be" ] || fail "another reason"
}
run upload -p local --from-file "$here/names"
expect_three
"$python" "$here/pieces.py" <"$here/names" | {
    run upload -p local --from-file -
    expect_three
} || exit 1

# What "find -print0" wrote is one such line, and tells so.
run upload -p local --from-file "$here/nuls"
expect_status 3
expect_silence
expect_error_line 'line 1: holds a NUL byte: use -0 '
