#!/bin/sh
# Where a store answers 501 to the condition of Complete, a look stands in for it: while that fails
# the condition stays, or somebody else's object would be replaced.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3-swift:s3 -- --fault 's3/head=s3=AccessDenied;s3=SlowDown'
run upload -p s3 --force --no-check --remote-path x.bin -o s3.link=presigned "$file"
expect_status 0
theirs=$(cat "$here/out")
cp "$file" "$here/theirs"
make_large
# shellcheck disable=SC2086 # several options in one variable
run upload $parts --remote-path x.bin -o s3.link=presigned "$file"
expect_status 5
expect_err 'x.bin: is there already'
expect_serves "$theirs" "$here/theirs"
