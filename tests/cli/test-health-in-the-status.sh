#!/bin/sh
# providers status tells success rate, typical time, last success and breaker; JSON has them too.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/upload=ok;ok;ok;status=500'
only catbox litterbox
run providers status
expect_out '^NAME +STATE$'
for count in 1 2 3 4; do run upload --retries 0 "$file"; done
run providers status
expect_status 0
expect_out '^NAME +STATE +SUCCESS +TIME +SEEN +BREAKER$'
expect_out '^catbox +ready +75 % +[0-9]+ ms +[0-9]+s ago +closed$'
expect_out '^litterbox +ready +100 % +[0-9]+ ms +[0-9]+s ago +closed$'
expect_out '^plik +disabled +- +- +- +-$'
run providers status --json catbox
"$python" - "$here/out" <<'PYTHON' || fail "record"
import json, sys
health = json.load(open(sys.argv[1]))["providers"][0]["health"]
assert health["success_percent"] == 75 and health["breaker"] == "closed" and health["retry"] is None
assert health["typical_ms"] > 0 and health["succeeded"] <= health["failed"]
assert health["reason"].startswith("HTTP 500")
PYTHON
TWATFS_MEMORY=no run providers status
expect_status 0
expect_out '^NAME +STATE$'
[ ! -s "$here/err" ] || fail "standard error"
