#!/bin/sh
# Nothing on standard input is an empty object.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
: >"$here/empty"
cat "$here/empty" | { run upload -p s3 -; expect_status 0; }
expect_stored "$here/empty"
expect_asked 1 "$put and r['content_length'] == 0"
