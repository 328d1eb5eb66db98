#!/bin/sh
# The answer does not say when the link dies; the record does.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts uguu
run upload --json -p uguu "$file"
expect_status 0
expect_expiry 10800
run upload -p uguu --expire 3h "$file"
expect_status 4
expect_error_line '--expire'
