#!/bin/sh
# ETags that are no MD5s, of parts encrypted by a key of KMS, do not make them be sent again.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/part=ok;ok;stall,seconds=600'
make_large
kill_after_two_parts -o s3.sse=aws:kms

# shellcheck disable=SC2086 # several options in one variable
run upload $parts -o s3.sse=aws:kms "$file"
expect_status 0
expect_stored "$file"
expect_asked 1 "$create"
expect_asked 3 "$part and r['status'] == 200"
