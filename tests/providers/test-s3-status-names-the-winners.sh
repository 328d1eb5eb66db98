#!/bin/sh
# providers status -v says which source of keys, region and endpoint won, and never a secret.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
run providers status -v s3
expect_status 0
expect_err 'credentials: environment'
expect_err 'region: us-east-1 \(default\)'
expect_err "endpoint: $s3 \(TWATFS_S3_URL\), path style"
expect_err 'bucket: test-bucket: it answers'
expect_err 'multipart uploads: can be listed'
! grep -q 'secret/of' "$here/out" "$here/err" || fail "the secret"
