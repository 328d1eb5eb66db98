#!/bin/sh
# --nice, --ionice and --cpus hold for the threads that upload.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh -- --fault 'transfersh/upload=stall,at=answer,seconds=60*'
make_files 2
cpu=$("$python" -c 'import os; print(min(os.sched_getaffinity(0)))')
start upload -p transfersh -j 2 --nice 7 --ionice idle --cpus "$cpu" "$here"/files/*.txt
until_open 2.txt
"$python" - "$pid" "$cpu" <<'PYTHON' || fail "not all threads have them"
import os, sys
pid, cpu = int(sys.argv[1]), int(sys.argv[2])
for task in map(int, os.listdir(f"/proc/{pid}/task")):
    assert os.getpriority(os.PRIO_PROCESS, task) == 7
    assert os.sched_getaffinity(task) == {cpu}
PYTHON
interrupt TERM
expect_status 143
