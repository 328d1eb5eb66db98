#!/bin/sh
# Complete may answer with an empty ETag, or without quotes, as Ceph does.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3-ceph:s3 -- --fault 's3/complete=s3-etag=empty;s3-etag=bare'
make_large
for turn in 1 2; do
    # shellcheck disable=SC2086 # several options in one variable
    run upload $parts --remote-path "$turn" "$file"
    expect_status 0
    expect_stored "$file"
done
