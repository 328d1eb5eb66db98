#!/bin/sh
# With -j 4 four files are under way at once; links come in the order of the files.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh -- --fault 'transfersh/upload=stall,seconds=2*'
make_files 4
run upload -p transfersh -j 4 "$here"/files/[1-4].txt
expect_status 0
"$python" - "$here/hosts.log" <<'PYTHON' || fail "not four at once"
import json, sys
spans = [(r["began"], r["time"]) for r in map(json.loads, open(sys.argv[1])) if r["method"] == "PUT"]
assert max(sum(began <= moment < ended for began, ended in spans) for moment, _ in spans) == 4
PYTHON
i=0
while read -r url; do
    i=$((i + 1))
    expect_serves "$url" "$here/files/$i.txt"
done <"$here/out"
[ "$i" -eq 4 ] || fail "$i links"
