#!/bin/sh
# --limit-rate holds parts back where they are sent, and not where they are told of again.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
make_file "$file" 12000000
begun=$(date +%s)
run upload -p s3 -o s3.part_size=5 --no-check --limit-rate 3M "$file"
expect_status 0
took=$(($(date +%s) - begun))
[ $took -ge 3 ] || fail "it was quicker than it may be"
[ $took -lt 7 ] || fail "it took $took s where 4 are due"
