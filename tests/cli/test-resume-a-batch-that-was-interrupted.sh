#!/bin/sh
# A batch that Ctrl-C has ended says how to go on with it, and does.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh -- --fault 'transfersh/upload=ok;stall,at=answer,seconds=1;ok*'
make_files 5
start upload -p transfersh -j 1 "$here"/files/[1-5].txt
until [ "$(wc -l <"$here/out")" -eq 1 ]; do kill -0 "$pid" || fail "it ended"; sleep 0.02; done
until_open 2.txt
interrupt INT
expect_status 130
expect_err 'interrupted: 2 of 5 files were uploaded'
expect_err 'continue with: twatfs upload --resume=1 and the same files and options$'
cp "$here/out" "$here/before"
run upload -p transfersh --resume=1 "$here"/files/[1-5].txt
expect_status 0
[ "$(head -n 2 "$here/out")" = "$(cat "$here/before")" ] || fail "other links than before"
[ "$(wc -l <"$here/out")" -eq 5 ] || fail "not five links"
[ ! -s "$here/err" ] || fail "it has something to say"
expect_requests transfersh PUT 5
