#!/bin/sh
# Where the look is forbidden and the store knows no guard, nobody can tell: nothing is sent
# unguarded, and the message says what to do. --force needs neither.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3-swift:s3 -- --fault 's3/head=status=403*'
run upload -p s3 --no-check "$file" "$file"
expect_status 5
expect_err 's3:ListBucket.*--force'
expect_asked 0 "$put and 'if-none-match' not in h"
run upload -p s3 --no-check --force "$file"
expect_status 0
expect_stored "$file"
