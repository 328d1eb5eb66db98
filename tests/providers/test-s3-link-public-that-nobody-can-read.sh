#!/bin/sh
# link=public of a bucket that is not: the check finds it out.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
run upload -p s3 -o s3.link=public "$file"
expect_status 6
expect_err 'HTTP 403'
