#!/bin/sh
# A page that some proxy answers with is not taken for a part that arrived.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/part=ok;html;empty'
make_large
# shellcheck disable=SC2086 # several options in one variable
run upload --retries 0 $parts "$file"
expect_status 0
expect_stored "$file"
expect_asked 5 "$part"
expect_asked 1 "$complete"
