#!/bin/sh
# The answer does not tell when a file goes; it is known all the same.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts tempsh
run upload --json -p tempsh "$file"
expect_status 0
expect_expiry 259200
run upload --expire 3d -p tempsh "$file"
expect_status 4
expect_err 'cannot use --expire'
