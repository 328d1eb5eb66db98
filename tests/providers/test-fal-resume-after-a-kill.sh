#!/bin/sh
# A killed upload goes on: parts that have arrived are not sent again; one that fal has forgotten is
# begun anew.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/fal.sh"

start_hosts fal fal:forgets -- --fault 'fal/part=ok;stall,seconds=600' --fault 'forgets/part=ok;status=404;ok'
make_large
# shellcheck disable=SC2086 # several options in one variable
start upload $parts -o fal.concurrency=2 "$file"
until [ "$(cat "$here"/.local/state/twatfs/checkpoints/* 2>/dev/null | grep -ac '^2 "')" -ge 1 ]; do
    kill -0 "$pid" || fail "it ended"
    sleep 0.05
done
until_held 1
interrupt KILL

# shellcheck disable=SC2086
run upload -v $parts "$file"
expect_status 0
expect_serves "$(cat "$here/out")" "$file"
expect_err 'goes on with an upload: 2 of 3 parts are there'
expect_asked 1 "$create"
expect_asked 3 "$part and r['status'] == 200"

point fal "$forgets"
# shellcheck disable=SC2086
run upload $parts -o fal.concurrency=1 "$file"
expect_status 0
expect_err 'fal does not know the upload any more: begun anew'
expect_serves "$(cat "$here/out")" "$file"
