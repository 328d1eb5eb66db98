#!/bin/sh
# Nothing signed goes to a host that a redirect names.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 plain -- --fault 's3/upload=s3=TemporaryRedirect,location=http://127.0.0.1:1/elsewhere*'
run upload -p s3 --force "$file"
expect_status 5
expect_err 'TemporaryRedirect'
expect_no_err 'connect'
expect_asked 1 "$put"
