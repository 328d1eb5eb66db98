#!/bin/sh
# A store that cannot list the parts that are there is begun anew at, and what was begun ends.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/part=ok;ok;stall,seconds=600' --fault 's3/parts=s3=NotImplemented*'
make_large
kill_after_two_parts

# shellcheck disable=SC2086 # several options in one variable
run upload $parts "$file"
expect_status 0
expect_stored "$file"
expect_asked 2 "$create"
expect_asked 1 "$abort and r['status'] == 204"
[ -z "$(ls "$here/.local/state/twatfs/checkpoints")" ] || fail "the checkpoint is left"
