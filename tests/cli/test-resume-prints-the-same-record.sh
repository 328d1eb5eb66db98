#!/bin/sh
# What an earlier run uploaded is the same record again, with its times, its expiry and its token.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh -- --fault 'transfersh/upload=status=503;ok;status=413;ok*'
make_files 2
run upload -p transfersh -j 1 --json --show-token --expire 1d "$here"/files/[12].txt
expect_status 1
head -n 1 "$here/out" >"$here/before"
run upload -p transfersh --json --show-token --expire 1d --resume "$here"/files/[12].txt
expect_status 0
head -n 1 "$here/out" >"$here/after"
"$python" - "$here/before" "$here/after" <<'PYTHON' || fail "another record"
import json, sys
before, after = (json.load(open(name)) for name in sys.argv[1:])
assert before == after, (before, after)
assert before["attempts"] == 2 and before["delete_token"] and before["expires"] and before["proof"] == "download"
PYTHON
