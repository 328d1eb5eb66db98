#!/bin/sh
# What is no region's name is not taken for one.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/upload=s3=PermanentRedirect,region=evil.example/x*'
run upload -p s3 --force "$file"
expect_status 5
expect_asked 1 "$put"
