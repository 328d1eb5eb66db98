#!/bin/sh
# Another part size in the options does not change one that was begun.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/part=ok;ok;stall,seconds=600'
make_large
kill_after_two_parts

run upload -p s3 -o s3.part_size=6 "$file"
expect_status 0
expect_stored "$file"
expect_asked 1 "$create"
