#!/bin/sh
# 501 to it for standard input: its bytes are still there to be sent again.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3-swift:s3
cat "$file" | { run upload -p s3 -; expect_status 0; }
expect_stored "$file"
expect_asked 2 "$put"
