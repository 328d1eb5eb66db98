#!/bin/sh
# A small file is one PUT, all of whose headers that count are signed, with the real hash of its
# bytes where there is no TLS.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
run upload -p s3 "$file"
expect_status 0
expect_stored "$file"
expect_asked 1 "$put and h['x-amz-content-sha256'] == r['body_sha256']"
expect_asked 0 "$create"
expect_out 'X-Amz-Signature='
