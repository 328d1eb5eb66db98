#!/bin/sh
# The note of a file is on the disk before its link is printed: a loss of power costs what was under way.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

command -v strace >/dev/null || skip "no strace (Debian: strace)"
strace -o "$here/none" true 2>/dev/null || skip "strace may not trace here"
case $sanitizer_flags in *address*) skip "LeakSanitizer does not work under strace" ;; esac
start_hosts transfersh
make_files 3
strace -f -y -e trace=fdatasync,write -o "$here/trace" "$twatfs" upload -p transfersh -j 1 \
    "$here"/files/[1-3].txt >"$here/out" 2>"$here/err" 9>&- || fail "it failed"
"$python" - "$here/trace" <<'PYTHON' || fail "a link was printed before its note was on the disk"
import re, sys
order = "".join("s" if "fdatasync(" in line and "-wal" in line else "w" for line in open(sys.argv[1])
                if "fdatasync(" in line and "-wal" in line or re.search(r"write\(1<.*http", line))
assert re.fullmatch("(s+w){3}s*", order), order
PYTHON
