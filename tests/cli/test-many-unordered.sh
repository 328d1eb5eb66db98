#!/bin/sh
# With --unordered a link is printed when it is there.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh -- --fault 'transfersh/upload=stall,at=answer,seconds=2;ok'
make_files 3
run upload -p transfersh -j 3 --unordered --json "$here"/files/*.txt
expect_status 0
# Which of them met the stall is the host's affair: it is the last in any case.
"$python" -c 'import json,sys
times = [json.loads(line)["timings"]["total_ms"] for line in open(sys.argv[1])]
sys.exit(len(times) != 3 or times[2] < 1900 or max(times[:2]) > 1900)' "$here/out" ||
    fail "not as they came"
