#!/bin/sh
# Many files are stopped by a Cancel, by what progress raises, by a failure with fail_fast, and by
# whoever takes no more outcomes; nothing stays behind.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh catbox -- --fault 'catbox/upload=stall,at=answer,seconds=60*'
make_files 40
py "$here/files" <<'PYTHON'
import itertools, os, sys, threading, time
import twatfs

names = [os.path.join(sys.argv[1], f"{number}.txt") for number in range(1, 41)]
before = len(os.listdir("/proc/self/fd"))
context = twatfs.Context(memory=False)

# Endless names, of which no more are taken than there is room for.
taken = itertools.count()
endless = (names[next(taken) % 40] for _ in itertools.repeat(0))
outcomes = context.upload_files(endless, "transfersh", jobs=2)
assert next(outcomes).result and next(outcomes).result
outcomes.close()
assert next(taken) < 2000

cancel = twatfs.Cancel()
threading.Timer(0.2, cancel.now).start()
found = list(context.upload_files(itertools.cycle(names), "catbox", jobs=4, cancel=cancel))
assert found and all(isinstance(outcome.error, twatfs.Cancelled) for outcome in found), found[0]

class Enough(Exception):
    pass

def progress(file, event):
    assert file in names
    raise Enough

try:
    list(context.upload_files(names, "catbox", jobs=4, progress=progress))
except Enough:
    pass
else:
    raise AssertionError("it was not raised")

found = list(context.upload_files(["/nonexistent", *names], "transfersh", jobs=1, fail_fast=True))
assert isinstance(found[0].error, twatfs.FileError)
assert all(isinstance(outcome.error, twatfs.Cancelled) for outcome in found[1:]), found[1]

def bad():
    yield names[0]
    raise Enough

try:
    list(context.upload_files(bad(), "transfersh"))
except Enough:
    pass
else:
    raise AssertionError("it was not raised")
context.close()
assert threading.active_count() == 1, threading.enumerate()
assert len(os.listdir("/proc/self/fd")) == before, os.listdir("/proc/self/fd")
kept = twatfs.Context()
never_begun = kept.upload_files(names, "catbox")
unfinished = kept.upload_files(itertools.cycle(names), "transfersh", jobs=4)
next(unfinished)  # and there the program ends
PYTHON
expect_status 0
[ ! -s "$here/err" ] || fail "something is told: $(cat "$here/err")"
