#!/bin/sh
# cache tells how many links are kept and of what use, and removes them.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
run cache stats
expect_status 0
expect_out '^links +0$'
[ ! -e "$here/.local/state/twatfs/state.db" ] || fail "looking made it"
run upload --reuse -p catbox "$file"
run upload --reuse --name two.txt -p catbox "$file"
run upload --reuse -p catbox "$file"
run cache stats --json
[ "$("$python" -c 'import json,sys; d = json.load(sys.stdin); print(d["engine"], d["links"], d["hits"], d["misses"], d["stale"], d["errors"])' <"$here/out")" = \
    "sqlite 2 1 2 0 0" ] || fail "not those"
sql "UPDATE cache SET dies = 1 WHERE key = (SELECT min(key) FROM cache)"
run cache prune
expect_status 0
expect_out '^removed +1$'
run cache clear --json
expect_out '"removed": 1'
run cache stats
expect_out '^hits +0$'
run history
expect_out '^2 ' # the history is another thing
for words in "" nothing "stats clear"; do
    run cache $words
    expect_status 2
done
