#!/bin/sh
# A large file goes in pieces of a session, the last one last and shorter; each with its hash.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/dropbox.sh"

start_hosts dropbox -- --fault 'dropbox/part=stall,seconds=1,at=answer;ok'
make_large
# shellcheck disable=SC2086 # several options in one variable
run upload --json $pieces "$file"
expect_status 0
[ "$(record proof)" = server-digest ] || fail "proof"
expect_stored "$file"
expect_asked 0 "$upload"
expect_asked 1 "$start and a == {'close': False, 'session_type': 'concurrent'} and r['body_bytes'] == 0"
expect_asked 3 "$append and len(a['content_hash']) == 64"
expect_asked 2 "$append and r['body_bytes'] == 8 << 20 and not a['close']"
expect_asked 1 "$append and a['cursor']['offset'] == 16 << 20 and a['close'] and r['body_bytes'] == (3 << 20) + 21"
expect_asked 1 "$finish and a['cursor']['offset'] == (19 << 20) + 21 and a['commit']['path'] == '/photo.txt' and r['body_bytes'] == 0"
# The last was sent when the others had arrived.
"$python" - "$here/hosts.log" <<'PYTHON' || fail "the order"
import json, sys
parts = [r for r in map(json.loads, open(sys.argv[1])) if r["path"].endswith("/append_v2")]
last = [r for r in parts if r["argument"]["close"]][0]
assert all(r["time"] <= last["began"] for r in parts if r is not last)
PYTHON

# As large as a multiple of a piece.
make_file "$here/even" $((16 * 1024 * 1024 - 21))
# shellcheck disable=SC2086
run upload $pieces -o dropbox.concurrency=1 "$here/even"
expect_status 0
expect_stored "$here/even"
run upload -p dropbox -o dropbox.session_above=7 "$file"
expect_status 5
expect_err 'option session_above: "7": need 8 to 150'
