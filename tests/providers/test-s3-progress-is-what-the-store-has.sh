#!/bin/sh
# Progress counts bytes that the store has confirmed, part by part, and not what a proxy or a
# socket has swallowed; while it makes one object of them the upload is "finishing".
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/part=stall,at=answer,seconds=0.5;ok' \
    --fault 's3/complete=stall,at=answer,seconds=0.5'
make_large
# shellcheck disable=SC2086 # several words
run upload -q $parts --progress=json "$file"
expect_status 0
"$python" - "$here/err" "$(wc -c <"$file")" <<'PYTHON' || fail "other events"
import json, sys
events, total = [json.loads(line) for line in open(sys.argv[1])], int(sys.argv[2])
sizes = (5 << 20, 5 << 20, total - (10 << 20))
sums = {0} | {a * sizes[0] + b * sizes[1] + c * sizes[2] for a in (0, 1) for b in (0, 1) for c in (0, 1)}
for event in events:
    if event["phase"] == "sending":
        assert event["done"] in sums - {total}, event
finishing = [event for event in events if event["phase"] == "finishing"]
assert finishing and all(event["done"] == event["total"] == total for event in finishing), events
PYTHON
