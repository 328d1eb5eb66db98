#!/bin/sh
# The same for standard input, with a checksum to know it by.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/upload=answer-lost;answer-lost'
cat "$file" | { run upload --retries 0 -p s3 -; expect_status 0; }
expect_asked 3 "$put"
expect_stored "$file"
