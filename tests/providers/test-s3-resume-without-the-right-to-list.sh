#!/bin/sh
# Whoever may not list the parts that are there begins anew, and ends what was begun.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/part=ok;ok;stall,seconds=600' --fault 's3/parts=s3=AccessDenied*'
make_large
kill_after_two_parts

# shellcheck disable=SC2086 # several options in one variable
run upload $parts "$file"
expect_err 's3:ListMultipartUploadParts'
expect_status 0
expect_stored "$file"
expect_asked 2 "$create"
expect_asked 1 "$abort and r['status'] == 204"
[ -z "$(ls "$here/.local/state/twatfs/checkpoints")" ] || fail "the checkpoint is left"
