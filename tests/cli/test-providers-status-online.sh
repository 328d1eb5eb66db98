#!/bin/sh
# With --online a file goes up, comes back and is deleted where that can be done; fastest first.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox 0x0
only catbox litterbox www0x0
CATBOX_USERHASH=0123456789abcdef012345678 run providers status --online
expect_status 0
expect_out '^NAME +STATE +TOTAL +UPLOAD +CHECK +DELETE$'
[ "$(grep -c ' works ' "$here/out")" -eq 3 ] || fail "not all work"
expect_out '^litterbox +works .* stays$'
expect_out '^www0x0 +works .* ms +[0-9]+ ms$'
for host in catbox litterbox 0x0; do
    expect_requests "$host" GET 1
done
sed -n '2,4s/^[^ ]* *works *\([0-9]*\) ms.*/\1/p' "$here/out" >"$here/times"
sort -n "$here/times" | diff "$here/times" - || fail "not the fastest first"
# What was put there is gone.
url=$("$python" -c 'import json, sys
print([r["url"] for r in map(json.loads, open(sys.argv[1])) if r["host"] == "0x0" and r.get("url")][0])' "$here/hosts.log")
! curl -sf "$url" >/dev/null 2>&1 || fail "$url is still there"
# Without an account catbox deletes nothing, which is no failure.
run providers status catbox --online
expect_status 0
expect_out '^catbox +works .* stays$'
[ "$(wc -l <"$here/out")" -eq 2 ] || fail "more was told"
