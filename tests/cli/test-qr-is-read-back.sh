#!/bin/sh
# --qr shows each link on the terminal as a code that a scanner reads back; standard output has the
# link alone.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

need_qr
need_terminal
command -v zbarimg >/dev/null || skip "no zbarimg"
start_hosts catbox
make_files 2
for colour in '' 1; do
    NO_COLOR=$colour "$python" "$source/tests/terminal.py" "$here/screen" "$twatfs" upload --qr \
        --no-progress "$here/files/1.txt" "$here/files/2.txt" >"$here/out" 9>&-
    [ "$(wc -l <"$here/out")" -eq 2 ] || fail "not two links"
    "$python" - "$here/screen" "$here" <<'PYTHON' || fail "no codes"
import re, sys
text = re.sub(r"\x1b\[[0-9;]*m", "", open(sys.argv[1], encoding="utf-8").read()).replace("\r", "")
codes = re.findall(r"((?:^[ ▀▄█]+\n)+)^(http\S+)\n", text, flags=re.M)
assert len(codes) == 2, text
for number, (code, link) in enumerate(codes):
    rows = []
    for line in code.splitlines():
        rows += [["█▀".count(c) for c in line], ["█▄".count(c) for c in line]]
    rows = [[cell for cell in row for _ in range(4)] for row in rows for _ in range(4)]
    with open(f"{sys.argv[2]}/{number}.pbm", "w") as image:  # 1 is black there
        print("P1", len(rows[0]), len(rows), file=image)
        for row in rows:
            print(*(1 - cell for cell in row), file=image)
PYTHON
    for number in 0 1; do zbarimg -q --raw "$here/$number.pbm"; done >"$here/read" 2>"$here/err"
    cmp "$here/read" "$here/out" || fail "another link was read: $(cat "$here/read")"
done
grep -q "$(printf '\033')\[" "$here/screen" && fail "NO_COLOR: a colour"
exit 0
