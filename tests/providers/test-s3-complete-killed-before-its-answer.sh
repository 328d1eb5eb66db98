#!/bin/sh
# A run that is killed while it waits for the answer to Complete sends nothing again.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/complete=stall,at=answer,seconds=60'
make_large
# shellcheck disable=SC2086 # several options in one variable
start upload $parts "$file"
until [ "$(asked "$complete")" -eq 1 ]; do kill -0 "$pid" || fail "it ended"; sleep 0.05; done
interrupt KILL
# shellcheck disable=SC2086 # several options in one variable
run upload $parts "$file"
expect_status 0
expect_stored "$file"
expect_asked 3 "$part"
[ -z "$(ls "$here/.local/state/twatfs/checkpoints")" ] || fail "the checkpoint is left"
