#!/bin/sh
# A clock, a region or a session that a part is refused for is put right for that part.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/part=s3=ExpiredToken;s3=RequestTimeTooSkewed;s3=AuthorizationHeaderMalformed,region=us-east-1'
make_large
# shellcheck disable=SC2086 # several options in one variable
run upload --retries 0 $parts "$file"
expect_status 0
expect_stored "$file"
expect_asked 1 "$create"
