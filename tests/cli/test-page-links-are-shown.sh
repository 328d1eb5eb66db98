#!/bin/sh
# The list of providers and what is said of one tell that links lead to a page.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

run providers
[ "$(grep -A 1 '^gofile ' "$here/out" | tail -n 1)" = '    links to a page' ] || fail "gofile"
[ "$(grep -c 'links to a page' "$here/out")" -eq 2 ] || fail "others"
run providers --json
"$python" - "$here/out" <<'PYTHON' || fail "the document"
import json, sys
found = {one["name"]: one["direct_link"] for one in json.load(open(sys.argv[1]))["providers"]}
sys.exit((found["gofile"], found["catbox"]) != (False, True))
PYTHON
run providers info tempsh
expect_out '^Note +A link leads to a page, not to the file itself\.$'
