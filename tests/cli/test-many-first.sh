#!/bin/sh
# With --first those of the files that wait that match are begun first, in the order of the options;
# links keep the order of the files.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh -- --fault 'transfersh/upload=stall,at=answer,seconds=1;ok'
mkdir "$here/files" "$here/files/c"
printf a >"$here/files/a.txt"
printf bb >"$here/files/b.txt"
printf ccc >"$here/files/c/photo.jpg"
printf dddd >"$here/files/d.png"
printf eeeee >"$here/files/e.jpg"
cd "$here/files"
run upload -p transfersh -j 1 --first '*.png' --first 'c/*' --first '*.jpg' --json \
    a.txt b.txt c/photo.jpg e.jpg d.png
expect_status 0
[ "$(sed 's/.*"file": *"\([^"]*\)".*/\1/' "$here/out" | tr '\n' ' ')" = 'a.txt b.txt c/photo.jpg e.jpg d.png ' ] ||
    fail "printed in another order"
"$python" - "$here/hosts.log" <<'PYTHON' || fail "sent in another order"
import json, sys
sizes = [request["body_bytes"] for request in map(json.loads, open(sys.argv[1])) if request["method"] == "PUT"]
# Whichever was the first to be there was begun at once; the others were waiting by then.
expected = [4, 3, 5, 1, 2]
expected.remove(sizes[0])
assert sizes[1:] == expected, sizes
PYTHON
