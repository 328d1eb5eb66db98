#!/bin/sh
# A part of standard input that fails is sent again: its bytes are still there.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/part=ok;s3=InternalError;reset,after=100000'
make_large
cat "$file" | { run upload -p s3 -o s3.part_size=5 -; expect_status 0; }
expect_stored "$file"
expect_asked 5 "$part"
