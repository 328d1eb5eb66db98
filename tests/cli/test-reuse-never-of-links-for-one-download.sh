#!/bin/sh
# Links that must not be touched are neither kept nor used.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts plain transfersh bashupload
TWATFS_ONCE_URL=$plain
export TWATFS_ONCE_URL
for count in 1 2; do
    run upload --reuse --plugin-dir "$build/tests/modules" -p once "$file"
    expect_status 6
    run upload --reuse --once -p transfersh "$file"
    run upload --reuse -p bashupload "$file"
    [ "$(sql 'SELECT count(*) FROM cache')" = 0 ] || fail "it is kept"
done
expect_requests plain GET 0
expect_requests plain HEAD 0
