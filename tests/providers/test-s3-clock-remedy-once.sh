#!/bin/sh
# A store that says so whatever it is sent is not asked for ever.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/upload=s3=RequestTimeTooSkewed*'
run upload -p s3 --force "$file"
expect_status 5
expect_err "set this machine's clock"
expect_asked 2 "$put"
