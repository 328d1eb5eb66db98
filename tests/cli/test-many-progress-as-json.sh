#!/bin/sh
# --progress=json tells events on standard error, each a JSON object in a line.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh -- --fault 'transfersh/upload=status=503;ok'
make_file "$here/b.txt"
run upload -q -p transfersh -j 2 --progress=json "$file" "$here/b.txt"
expect_status 0
"$python" - "$here/err" <<'PYTHON' || fail "other events"
import json, sys
events = [json.loads(line) for line in open(sys.argv[1])]
for number, name in ((1, "photo.txt"), (2, "b.txt")):
    mine = [event for event in events if event["file"] == number]
    assert {event["name"] for event in mine} == {name}
    phases = [event["phase"] for event in mine]
    assert phases[0] == "starting" and phases[-1] == "end" and phases.count("end") == 1
    assert "finishing" in phases and "verifying" in phases
    for event in mine:
        assert event["phase"] in ("starting", "sending", "finishing", "verifying", "waiting", "end")
        if event["phase"] in ("finishing", "verifying"):
            assert event["done"] <= event["total"] == 1021
waiting = [event for event in events if event["phase"] == "waiting"]
assert len(waiting) == 1 and "wait_ms" in waiting[0]
assert any(event.get("attempt") == 2 for event in events)
assert all(event["provider"] == "transfersh" for event in events if event["phase"] == "starting")
PYTHON
run upload -q -p transfersh --progress=json "$file"
expect_status 0
expect_err '"phase": ?"end"'
run upload -p transfersh --progress=none "$file"
[ ! -s "$here/err" ] || fail "something was told"
