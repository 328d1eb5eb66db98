#!/bin/sh
# 301 PermanentRedirect has no Location: the region it names is signed for.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3-elsewhere:s3 -- --fault 's3/upload=s3=PermanentRedirect,region=eu-central-1'
run upload -p s3 --force "$file"
expect_status 0
[ "$(show "$put" 'r["status"]' | tr '\n' ' ')" = "301 200 " ] || fail "requests"
expect_stored "$file"
