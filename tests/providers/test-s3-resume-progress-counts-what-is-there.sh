#!/bin/sh
# The progress of an upload that goes on begins with what is there already, and ends with all of it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/part=ok;ok;stall,seconds=600;ok'
make_large
kill_after_two_parts

# shellcheck disable=SC2086 # several options in one variable
run upload -q $parts --progress=json "$file"
expect_status 0
expect_stored "$file"
"$python" - "$here/err" <<'PYTHON' || fail "other events"
import json, sys
events = [json.loads(line) for line in open(sys.argv[1])]
done = [event["done"] for event in events if event["phase"] in ("sending", "finishing")]
finishing = [event for event in events if event["phase"] == "finishing"]
assert done == sorted(done), done
assert finishing and finishing[-1]["done"] == finishing[-1]["total"], events
PYTHON
