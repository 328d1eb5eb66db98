#!/bin/sh
# What ends an upload in parts is tried again as often as a part is.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/complete=s3=SlowDown;s3=InternalError;status=429;s3=SlowDown'
make_large
# shellcheck disable=SC2086 # several options in one variable
cat "$file" | { run upload --retries 0 $parts -; expect_status 0; }
expect_stored "$file"
expect_asked 5 "$complete"
expect_asked 0 "$abort"
