#!/bin/sh
# A file that was replaced by another, of its size and times, is no mixture of both.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/part=ok;ok;stall,seconds=600'
make_large
kill_after_two_parts --force
cp -p "$file" "$here/old"
make_large
touch -r "$here/old" "$file"

# shellcheck disable=SC2086 # several options in one variable
run upload $parts --force "$file"
expect_status 0
expect_stored "$file"
