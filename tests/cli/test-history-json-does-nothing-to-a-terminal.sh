#!/bin/sh
# JSON can be shown on a terminal: what one acts on is escaped, and reads as it was.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

# U+009B is ESC [ to some terminals, U+202E turns round what follows.
strange=$here/$(printf 'a\302\23331mb\342\200\256c\177d')
cp "$file" "$strange"
# shows: standard output is JSON with the name in it, and nothing else than shown.
shows() {
    expect_status 0
    "$python" - "$here/out" "$strange" <<'PYTHON' || fail "not so"
import json, sys
def first(document):
    return document[0] if isinstance(document, list) else document
text = open(sys.argv[1], encoding="utf-8").read()
assert not any(c in text for c in "\x7f\x9b\u202e"), "raw"
assert "\\u009B31m" in text and first(json.loads(text))["file"] == sys.argv[2], "not the name"
PYTHON
}
run upload --json -p local "$strange"
shows
run history --json
shows
