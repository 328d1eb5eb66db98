#!/bin/sh
# An object that a killed run completed is known, and proven, by its checksum where ETags tell nothing.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3-kms:s3 -- --fault 's3/complete=stall,at=answer,seconds=60;stall,at=answer,seconds=60'
make_large
count=0
for checksum in crc64nvme crc32c; do
    count=$((count + 1))
    set -- --remote-path $checksum -o s3.checksum=$checksum "$file"
    # shellcheck disable=SC2086 # several options in one variable
    start upload $parts "$@"
    until [ "$(asked "$complete")" -eq $count ]; do kill -0 "$pid" || fail "it ended"; sleep 0.05; done
    interrupt KILL
    # shellcheck disable=SC2086 # several options in one variable
    run upload --json $parts "$@"
    expect_status 0
    expect_asked 0 "r['method'] == 'GET' and 'uploadId' not in q"
    [ "$(record proof)" = server-digest ] || fail "proof"
done
expect_asked 6 "$part"
