#!/bin/sh
# A Cancel that is requested before files are taken, or between them, ends the iteration.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh
make_files 3
py "$here/files" <<'PYTHON'
import faulthandler, itertools, os, sys, threading
import twatfs

faulthandler.dump_traceback_later(120, exit=True)  # it waits for ever
names = [os.path.join(sys.argv[1], f"{number}.txt") for number in range(1, 4)]
cancel = twatfs.Cancel()
cancel.now()
for jobs in (None, 1):
    for files in ([], names, itertools.cycle(names)):
        assert list(twatfs.upload_files(files, "transfersh", jobs=jobs, cancel=cancel)) == []

# By whoever takes the outcomes, at the first of them; others may have come meanwhile.
cancel = twatfs.Cancel()
found = []
for outcome in twatfs.upload_files(itertools.cycle(names), "transfersh", jobs=1, cancel=cancel):
    found.append(outcome)
    cancel.now()
assert found[0].result is not None, found[0]
assert all(outcome.result or isinstance(outcome.error, twatfs.Cancelled) for outcome in found)

# By whoever gives the names, at the first of them.
cancel = twatfs.Cancel()

def cancelling():
    cancel.now()
    yield from itertools.cycle(names)

found = list(twatfs.upload_files(cancelling(), "transfersh", cancel=cancel))
assert all(isinstance(outcome.error, twatfs.Cancelled) for outcome in found), found

# At any moment, from another thread.
for delay in range(0, 40, 2):
    cancel = twatfs.Cancel()
    timer = threading.Timer(delay / 1000, cancel.now)
    timer.start()
    with twatfs.Context(memory=False) as context:
        for outcome in context.upload_files(itertools.cycle(names), "transfersh", jobs=2, cancel=cancel):
            assert outcome.result or isinstance(outcome.error, twatfs.Cancelled), outcome
    timer.join()
PYTHON
expect_status 0
