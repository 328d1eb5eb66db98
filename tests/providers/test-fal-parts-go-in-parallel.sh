#!/bin/sh
# A large file goes in parts, whose numbers and ETags complete it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/fal.sh"

start_hosts fal -- --fault 'fal/part=status=503;reset;status=429,retry-after=1;ok' --fault 'fal/complete=status=502;ok'
make_large
# shellcheck disable=SC2086 # several options in one variable
run upload --retries 0 $parts "$file"
expect_status 0
expect_serves "$(cat "$here/out")" "$file"
expect_asked 0 "$whole"
expect_asked 1 "$create"
expect_asked 3 "$part and r['status'] == 200 and h['accept-encoding'] == 'identity'"
expect_asked 1 "$complete and r['status'] == 200"
expect_asked 0 "$initiate"
run upload -p fal -o fal.concurrency=11 "$file"
expect_status 5
expect_err 'option concurrency: "11": need 1 to 10'
