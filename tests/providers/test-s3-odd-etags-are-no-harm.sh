#!/bin/sh
# An ETag is no MD5 everywhere, and not always quoted, or there at all.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/upload=s3-etag=bare;s3-etag=empty;s3-etag=other'
for turn in 1 2 3; do
    run upload -p s3 --remote-path "$turn" "$file"
    expect_status 0
    expect_stored "$file"
done
