#!/bin/sh
# Where the store names no checksum, what it serves is compared.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/upload=corrupt*'
run upload -p s3 "$file"
expect_status 6
expect_err 'serves other bytes'
