#!/bin/sh
# A progress function is told of each step, in order and on the calling thread.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/upload=status=503;ok'
make_file "$here/big.txt" 3000000
py "$here/big.txt" <<'PYTHON'
import itertools, os, sys, threading
from twatfs import Event, upload_file

size, events = os.path.getsize(sys.argv[1]), []

def progress(event: Event) -> None:
    assert threading.current_thread() is threading.main_thread()
    events.append(event)

upload_file(sys.argv[1], "catbox", progress=progress)
steps = [kind for kind, _ in itertools.groupby(
    event.kind for event in events if event.kind != "finishing")]
assert steps == ["provider", "sending", "waiting", "provider", "sending", "verifying", "end"], steps
for event in events[:-1]:
    assert event.name == "big.txt" and event.provider == "catbox", event
    assert event.kind == "waiting" or 0 <= event.done <= event.total == size, event
assert {event.attempt for event in events if event.kind == "provider"} == {1, 2}
assert [event for event in events if event.kind == "verifying"][-1].done == size
assert all(0 <= event.wait < 1 for event in events)
PYTHON
expect_status 0
