#!/bin/sh
# A killed upload goes on: what the store lists, in pages, is not sent again.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/part=ok;ok;stall,seconds=600'
make_large
kill_after_two_parts

# shellcheck disable=SC2086 # several options in one variable
run upload -v $parts "$file"
expect_status 0
expect_stored "$file"
expect_err 'goes on with an upload'
expect_asked 1 "$create"
[ "$(asked "$part and r['status'] == 200")" -eq 3 ] || fail "a part was sent twice"
