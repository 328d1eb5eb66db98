#!/bin/sh
# An upload that is not known any more, by whatever code, is begun anew.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3-ceph:s3 -- --fault 's3/part=ok;ok;stall,seconds=60' --fault 's3/parts=s3=NoSuchKey'
make_large
# shellcheck disable=SC2086 # several options in one variable
start upload $parts "$file"
until [ "$(asked "$part and r['status'] == 200")" -ge 2 ]; do kill -0 "$pid" || fail "it ended"; sleep 0.05; done
interrupt KILL
# shellcheck disable=SC2086 # several options in one variable
run upload $parts "$file"
expect_status 0
expect_stored "$file"
expect_asked 2 "$create"
