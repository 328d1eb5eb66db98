#!/bin/sh
# What begins and what ends an upload in parts of standard input, which cannot be read once more,
# waits as long as the store asks.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/create=s3=SlowDown,retry-after=1' \
    --fault 's3/complete=s3=SlowDown,retry-after=1'
make_large
# shellcheck disable=SC2086 # several options in one variable
cat "$file" | { run upload --retries 0 $parts -; expect_status 0; }
for request in "$create" "$complete"; do
    show "$request" 'str(r["began"]) + " " + str(r["time"])' |
        awk 'NR == 1 { end = $2 } NR == 2 { late = $1 - end >= 0.95 } END { exit !late }' ||
        fail "not a second between two with $request"
done
