#!/bin/sh
# Parts that the store cannot make the whole of, and nobody can tell why, are sent anew.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/part=corrupt'
make_large
# shellcheck disable=SC2086 # several options in one variable
run upload $parts -o s3.checksum=crc64nvme "$file"
expect_status 0
expect_stored "$file"
expect_asked 2 "$create"
expect_asked 1 "$abort and r['status'] == 204"
[ -z "$(ls "$here/.local/state/twatfs/checkpoints")" ] || fail "the checkpoint is left"
