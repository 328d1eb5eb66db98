#!/bin/sh
# A store that always redirects is not followed for ever.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/upload=s3=PermanentRedirect,region=eu-north-1*'
run upload -p s3 --force "$file"
expect_status 5
expect_asked 2 "$put"
expect_err 'set AWS_REGION'
