#!/bin/sh
# Of an upload that may have been completed before the kill nothing is forgotten until a look works.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/complete=stall,at=answer,seconds=60' \
    --fault 's3/head=ok;s3=SlowDown;s3=SlowDown;s3=SlowDown;s3=SlowDown;s3=SlowDown'
make_large
# shellcheck disable=SC2086 # several options in one variable
start upload $parts "$file"
until [ "$(asked "$complete")" -eq 1 ]; do kill -0 "$pid" || fail "it ended"; sleep 0.05; done
interrupt KILL
# shellcheck disable=SC2086 # several options in one variable
run upload --retries 0 $parts "$file"
expect_status 5
expect_err 'photo.txt: may be there'
# shellcheck disable=SC2086 # several options in one variable
run upload --retries 0 $parts "$file"
expect_status 0
expect_stored "$file"
expect_asked 3 "$part"
