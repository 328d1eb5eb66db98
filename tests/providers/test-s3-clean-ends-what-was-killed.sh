#!/bin/sh
# twatfs clean lists what a killed run left, and ends it at the store.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/part=ok;ok;stall,seconds=600'
make_large
kill_after_two_parts

run clean --dry-run
expect_status 0
expect_out '^unfinished +s3 .*photo.txt$'
run clean
expect_status 0
expect_asked 1 "$abort and r['status'] == 204"
expect_asked 1 "$abort and r['status'] == 404" # asked until nothing is known
[ -z "$(ls "$here/.local/state/twatfs/checkpoints")" ] || fail "the checkpoint is left"
