#!/bin/sh
# An upload that somebody ends meanwhile is begun anew.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/part=ok;s3=NoSuchUpload'
make_large
# shellcheck disable=SC2086 # several options in one variable
run upload $parts "$file"
expect_status 0
expect_stored "$file"
expect_asked 2 "$create"
