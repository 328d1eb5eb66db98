#!/bin/sh
# A store that wants to be left alone for days is not sent a part again at once.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/part=s3=SlowDown,retry-after=200000*'
make_large
# shellcheck disable=SC2086 # several options in one variable
run upload --retries 0 $parts -o s3.concurrency=1 "$file"
expect_status 5
expect_asked 1 "$part"
