#!/bin/sh
# A file that becomes shorter likewise.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/part=stall,seconds=1*'
make_large
run upload -p s3 -o s3.part_size=5 -o s3.concurrency=1 --dry-run "$file"
# shellcheck disable=SC2086 # several options in one variable
start upload $parts -o s3.concurrency=1 "$file"
until [ "$(asked "$create")" -ge 1 ]; do kill -0 "$pid" || fail "it ended"; sleep 0.05; done
truncate -s 6000000 "$file"
finished
expect_status 3
expect_asked 0 "$complete"
expect_asked 1 "$abort and r['status'] == 204"
