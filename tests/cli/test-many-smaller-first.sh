#!/bin/sh
# With --smaller-first the smallest of those that wait is begun first; links keep their order.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh -- --fault 'transfersh/upload=stall,at=answer,seconds=1;ok'
make_file "$here/a.txt" 1
make_file "$here/b.txt" 30000
make_file "$here/c.txt" 2000
make_file "$here/d.txt" 100
run upload -p transfersh -j 1 --smaller-first --json "$here"/[a-d].txt
expect_status 0
[ "$(sed 's/.*\/\([a-d]\)\.txt", *"url.*/\1/' "$here/out" | tr -d '\n')" = abcd ] ||
    fail "printed in another order"
"$python" - "$here/hosts.log" <<'PYTHON' || fail "sent in another order"
import json, sys
sizes = [request["body_bytes"] for request in map(json.loads, open(sys.argv[1])) if request["method"] == "PUT"]
assert sorted(sizes) == [22, 121, 2021, 30021] and sizes[1:] == sorted(sizes[1:]), sizes
PYTHON
