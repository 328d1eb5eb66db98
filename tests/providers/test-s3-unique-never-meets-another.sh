#!/bin/sh
# --unique: the same name twice is two objects.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
run upload -p s3 --unique "$file"
expect_status 0
run upload -p s3 --unique "$file"
expect_status 0
[ "$(show "$put" 'r["path"]' | sort -u | wc -l)" -eq 2 ] || fail "one key"
