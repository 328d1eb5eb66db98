#!/bin/sh
# With -j 4 four files are under way at once; links come in the order of the files.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh -- --fault 'transfersh/upload=stall,at=answer,seconds=1.5*'
make_files 4
before=$("$python" -c 'import time; print(time.monotonic())')
run upload -p transfersh -j 4 "$here"/files/[1-4].txt
"$python" -c 'import sys,time; sys.exit(time.monotonic() - float(sys.argv[1]) > 4)' "$before" ||
    fail "they were uploaded one after the other"
expect_status 0
i=0
while read -r url; do
    i=$((i + 1))
    expect_serves "$url" "$here/files/$i.txt"
done <"$here/out"
[ "$i" -eq 4 ] || fail "$i links"
