#!/bin/sh
# Where no ETag is that of the file's bytes, a part that is sent tells that the others should be.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/complete=stall,seconds=600'
make_large
# shellcheck disable=SC2086 # several options in one variable
start upload $parts "$file"
until_held 1
interrupt KILL
for number in 1 2 3; do other_part $number; done

# shellcheck disable=SC2086 # several options in one variable
run upload $parts "$file"
expect_status 0
expect_stored "$file"
expect_asked 1 "$create"
