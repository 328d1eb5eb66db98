#!/bin/sh
# With -j 4 four files are under way at once; links come in the order of the files.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh -- --fault 'transfersh/upload=stall,seconds=2*'
make_files 4
run upload -p transfersh -j 4 "$here"/files/[1-4].txt
expect_status 0
[ "$(moments '"method": "PUT"' | most_at_once)" -eq 4 ] || fail "not four at once"
i=0
while read -r url; do
    i=$((i + 1))
    expect_serves "$url" "$here/files/$i.txt"
done <"$here/out"
[ "$i" -eq 4 ] || fail "$i links"
