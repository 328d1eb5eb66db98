#!/bin/sh
# A provider that cannot delete, or is not there any more, says so.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts litterbox plain
run upload -p litterbox "$file"
run delete 1
expect_status 4
expect_error_line 'litterbox: cannot delete what it took'
TWATFS_ONCE_URL=$plain
export TWATFS_ONCE_URL
run upload --plugin-dir "$build/tests/modules" -p once "$file"
run delete 2
expect_status 4
expect_error_line 'once: unknown provider'
run delete 1 2
expect_status 4
run delete 1 17
expect_status 1
