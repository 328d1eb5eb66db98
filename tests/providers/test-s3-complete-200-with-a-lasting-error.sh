#!/bin/sh
# 200 with an error is never success.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/complete=s3-error-in-200=AccessDenied*'
make_large
# shellcheck disable=SC2086 # several options in one variable
run upload $parts "$file"
expect_status 5
expect_silence
expect_err 'AccessDenied'
