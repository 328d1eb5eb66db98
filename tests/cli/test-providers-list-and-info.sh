#!/bin/sh
# The list tells state, limit and retention of each; info tells all of one, and both speak JSON.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

run providers
expect_status 0
expect_out '^catbox +ready +200 MB'
expect_out '^local +ready +no limit +permanent'
run providers --json
"$python" - "$here/out" <<'PYTHON' || fail "JSON of the list"
import json, sys
names = {p["name"]: p for p in json.load(open(sys.argv[1]))["providers"]}
assert names["catbox"]["state"] == "ready"
PYTHON
run providers info catbox
expect_status 0
expect_out 'CATBOX_USERHASH'
run providers info catbox --json
"$python" -c 'import json,sys; assert json.load(open(sys.argv[1]))["max_size"] == 200000000' "$here/out" ||
    fail "JSON of info"
run providers info catbix
expect_status 2
expect_error_line 'did you mean "catbox"'
