#!/bin/sh
# An upload that is not known any more, by whatever code, is begun anew.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3-ceph:s3 -- --fault 's3/part=ok;ok;stall,seconds=600' --fault 's3/parts=s3=NoSuchKey'
make_large
kill_after_two_parts
# shellcheck disable=SC2086 # several options in one variable
run upload $parts "$file"
expect_status 0
expect_stored "$file"
expect_asked 2 "$create"
