#!/bin/sh
# A killed upload goes on: pieces that have arrived are not sent again, and the hash of the whole is
# right all the same.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/dropbox.sh"

start_hosts dropbox -- --fault 'dropbox/part=ok;stall,seconds=600'
make_large
# shellcheck disable=SC2086 # several options in one variable
start upload $pieces "$file"
until [ "$(asked "$append and r['status'] == 200")" -ge 1 ] && [ -n "$(ls "$here/.local/state/twatfs/checkpoints")" ] &&
    grep -aq '^[84]$' "$here"/.local/state/twatfs/checkpoints/*; do
    kill -0 "$pid" || fail "it ended"
    sleep 0.05
done
until_held 1
interrupt KILL

# shellcheck disable=SC2086
run upload -v --json $pieces "$file"
expect_status 0
expect_stored "$file"
[ "$(record proof)" = server-digest ] || fail "proof"
expect_err 'goes on with an upload: 1 of 3 pieces are there'
expect_asked 1 "$start"
[ "$(asked "$append and r['status'] == 200")" -eq 3 ] || fail "a piece was sent twice"
