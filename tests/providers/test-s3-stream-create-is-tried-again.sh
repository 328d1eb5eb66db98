#!/bin/sh
# What begins an upload in parts is tried again: standard input could not be read once more.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/create=s3=SlowDown;s3=InternalError'
make_large
# shellcheck disable=SC2086 # several options in one variable
cat "$file" | { run upload --retries 0 $parts -; expect_status 0; }
expect_stored "$file"
expect_asked 3 "$create"
