#!/bin/sh
# The gate lets a file of 1 GiB through and none above.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

truncate -s 1073741824 "$here/large.txt"
run upload --dry-run -p x0at "$here/large.txt"
expect_status 0
truncate -s +1 "$here/large.txt"
run upload --dry-run -p x0at "$here/large.txt"
expect_status 4
expect_out 'x0at: takes at most 1073741824 bytes'
