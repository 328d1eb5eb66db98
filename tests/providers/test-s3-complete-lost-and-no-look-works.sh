#!/bin/sh
# Where nobody can tell whether Complete worked nothing is given up: a later run finds the object.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/complete=answer-lost' \
    --fault 's3/head=s3=SlowDown;status=429;s3=InternalError;s3=SlowDown'
make_large
# shellcheck disable=SC2086 # several options in one variable
run upload --retries 0 --force $parts "$file"
expect_status 5
expect_err 'photo.txt: may be there'
[ -n "$(ls "$here/.local/state/twatfs/checkpoints")" ] || fail "the checkpoint is gone"
# shellcheck disable=SC2086 # several options in one variable
run upload --retries 0 --force $parts "$file"
expect_status 0
expect_stored "$file"
expect_asked 3 "$part"
expect_asked 0 "$abort"
