#!/bin/sh
# A batch that another process is working on is left alone: by --resume, and by "clean".
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh -- --fault 'transfersh/upload=ok;stall,at=answer,seconds=60;ok*'
make_files 2
start upload -p transfersh -j 1 "$here"/files/[12].txt
until_open 2.txt
mkdir "$here/other"
mv "$here/out" "$here/other/" && mv "$here/err" "$here/other/"
run history --unfinished --json
expect_status 0
"$python" -c 'import json,sys; sys.exit([(each["batch"], each["running"]) for each in json.load(sys.stdin)] != [(1, True)])' \
    <"$here/out" || fail "not told to be running"
for option in --resume --resume=1; do
    run upload -p transfersh $option "$here"/files/[12].txt
    expect_status 1
    expect_silence
    expect_error_line '--resume: batch 1: another process is working on it$'
done
run clean
expect_status 0
expect_out '^being uploaded +- .* batch 1: '
interrupt KILL
run clean --dry-run
expect_out '^unfinished +- .* batch 1: '
run clean
expect_status 0
expect_out '^ended +- .* batch 1: '
run history --unfinished
expect_silence
