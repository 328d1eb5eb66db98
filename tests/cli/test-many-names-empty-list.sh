#!/bin/sh
# An empty list is no failure; a list that is not there is.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

run upload --from-file /dev/null
expect_status 0
expect_silence
run upload --from-file "$here/missing"
expect_status 3
expect_error_line 'from-file: .*missing: No such file'
