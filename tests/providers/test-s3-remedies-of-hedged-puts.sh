#!/bin/sh
# Both copies of a slow PUT get the same answer, which has a remedy: the bytes are sent once more,
# those of standard input too.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

late='s3=RequestTimeTooSkewed,seconds=3;s3=RequestTimeTooSkewed,seconds=1'
start_hosts s3 -- --fault "s3/upload=$late;stall,seconds=4;$late"
run upload --force --retries 0 -p s3 "$file"
expect_status 0
expect_stored "$file"
cat "$file" | { run upload --force --retries 0 -p s3 -; expect_status 0; }
expect_stored "$file"
