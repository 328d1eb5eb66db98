#!/bin/sh
# A 404 that is none of the store's, such as a proxy's, says nothing of an upload: it stays known.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/part=ok;ok;stall,seconds=600' --fault 's3/abort=html=404'
make_large
kill_after_two_parts

run clean
expect_status 1
expect_err 's3: HTTP 404'
run clean
expect_status 0
expect_asked 1 "$abort and r['status'] == 204"
run clean --dry-run
expect_no_out unfinished
