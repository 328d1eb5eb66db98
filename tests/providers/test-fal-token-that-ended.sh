#!/bin/sh
# A token that ends before its time is fetched anew, once, and a part is sent again with the next.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/fal.sh"

start_hosts fal-hasty fal -- --fault 'fal/part=status=401;ok'
point fal "$fal_hasty"
run upload -p fal "$file"
expect_status 0
expect_serves "$(cat "$here/out")" "$file"
expect_asked 2 "$token"
point fal "$fal"
make_large
# shellcheck disable=SC2086 # several options in one variable
run upload --retries 0 $parts -o fal.concurrency=1 "$file"
expect_status 0
expect_serves "$(cat "$here/out")" "$file"
expect_asked 2 "r['host'] == 'fal' and $token"
