#!/bin/sh
# upload_files() yields an outcome for each file, in their order; what befalls one does not touch others.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh
make_files 300
py "$here/files" "$transfersh" <<'PYTHON'
import os, sys, threading, urllib.request
import twatfs

names = sorted(os.path.join(sys.argv[1], name) for name in os.listdir(sys.argv[1]))
names[7] = os.path.join(sys.argv[1], "missing")
taken = []

def lazily():
    for name in names:
        taken.append(name)
        yield name

seen = {}

def progress(file, event):
    assert threading.current_thread() is threading.main_thread()
    seen.setdefault(file, []).append(event.kind)

with twatfs.Context(provider="transfersh") as context:
    outcomes = list(context.upload_files(lazily(), jobs=8, progress=progress))
assert [outcome.file for outcome in outcomes] == names == taken
assert all((outcome.result is None) == (outcome.file == names[7]) for outcome in outcomes)
assert isinstance(outcomes[7].error, FileNotFoundError) and outcomes[7].error.filename == names[7]
try:
    outcomes[7].get()
except twatfs.MissingFileError:
    pass
else:
    raise AssertionError("no error")
assert not any(outcome.get().reused for outcome in outcomes if outcome.result)
for outcome in outcomes[::50]:
    with urllib.request.urlopen(outcome.get().url) as answer, open(outcome.file, "rb") as file:
        assert answer.read() == file.read()
assert all(kinds[-1] == "end" and kinds.count("end") == 1 for kinds in seen.values()), seen
assert all(seen[outcome.file][0] == "provider" for outcome in outcomes if outcome.result)
assert threading.active_count() == 1

# On its own, in whichever order; a Path stays one.
from pathlib import Path
found = list(twatfs.upload_files(map(Path, names[:20]), "transfersh", ordered=False, jobs=4))
assert sorted(outcome.file for outcome in found) == sorted(map(Path, names[:20]))
assert list(twatfs.upload_files([])) == []
for jobs in (0, -1, 257):
    try:
        list(twatfs.upload_files(names, jobs=jobs))
    except twatfs.UsageError:
        pass
    else:
        raise AssertionError(jobs)
PYTHON
expect_status 0
