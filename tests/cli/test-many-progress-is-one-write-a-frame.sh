#!/bin/sh
# A frame is one write, and there are at most some ten in a second.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

need_terminal
case $sanitizer_flags in *address*) skip "AddressSanitizer cannot be traced" ;; esac
command -v strace >/dev/null || skip "needs strace"
start_hosts transfersh -- --fault 'transfersh/download=slow,bytes-per-second=1000*'
make_files 2
"$python" "$source/tests/terminal.py" "$here/screen" strace -f -qq -e trace=write -o "$here/trace" \
    "$twatfs" upload -p transfersh -j 2 "$here"/files/*.txt >"$here/out" 9>&-
frames=$(grep -c 'write(2, ' "$here/trace")
[ "$frames" -gt 5 ] && [ "$frames" -lt 40 ] || fail "$frames writes in about a second"
