#!/bin/sh
# A session that was begun at another address is unknown at this one: begun anew, and the other one
# is sent nothing.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/dropbox.sh"

start_hosts dropbox dropbox:other -- --fault 'dropbox/part=ok;stall,seconds=600'
make_large
# shellcheck disable=SC2086 # several options in one variable
start upload $pieces -o dropbox.concurrency=1 "$file"
until grep -aq '^[84]$' "$here"/.local/state/twatfs/checkpoints/* 2>/dev/null; do
    kill -0 "$pid" || fail "it ended"
    sleep 0.05
done
until_held 1
interrupt KILL

point dropbox "$other"
# shellcheck disable=SC2086
run upload $pieces "$file"
expect_status 0
expect_err 'begun anew'
expect_stored "$file"
expect_asked 1 "r['host'] == 'dropbox' and $start"
expect_asked 1 "r['host'] == 'dropbox' and $append and r['status'] == 200"
expect_asked 0 "r['host'] == 'dropbox' and $finish"
