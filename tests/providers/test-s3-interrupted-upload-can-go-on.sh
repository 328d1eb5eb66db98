#!/bin/sh
# Ctrl-C leaves an upload that the next run goes on with.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/part=ok;ok;stall,seconds=600'
make_large
# shellcheck disable=SC2086 # several options in one variable
start upload $parts "$file"
until_parts 2
interrupt INT
expect_status 130
# shellcheck disable=SC2086 # several options in one variable
run upload $parts "$file"
expect_status 0
expect_stored "$file"
expect_asked 1 "$create"
