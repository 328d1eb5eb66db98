#!/bin/sh
# Where the network is gone or out of order, the file takes the older way, without our key; where it
# says no to the file, it does not.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/fal.sh"

start_hosts fal-old fal fal:refuses -- --fault 'fal/upload=status=500;ok' --fault 'refuses/upload=status=413*' \
    --fault 'fal/create=status=503;ok'
point fal "$fal_old"
run upload -v -p fal "$file"
expect_status 0
expect_err 'the older way'
expect_serves "$(cat "$here/out")" "$file"
expect_asked 1 "r['host'] == 'fal-old' and $initiate"
expect_asked 1 "r['host'] == 'fal-old' and $older and 'authorization' not in h and h['content-type'] == 'text/plain'"

point fal "$fal"
run upload --retries 0 -p fal "$file"
expect_status 0
expect_asked 1 "r['host'] == 'fal' and $older"
make_large
# shellcheck disable=SC2086 # several options in one variable
run upload --retries 0 $parts "$file"
expect_status 0
expect_serves "$(cat "$here/out")" "$file"
expect_asked 2 "r['host'] == 'fal' and $older"

point fal "$refuses"
run upload -p fal "$file"
expect_status 5
expect_asked 0 "r['host'] == 'refuses' and $initiate"
