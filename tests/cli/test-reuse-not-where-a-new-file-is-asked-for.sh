#!/bin/sh
# --unique and --force want a file of their own.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

TWATFS_LOCAL_DIR=$here/public
run upload --reuse -p local --unique "$file"
one=$(cat "$here/out")
run upload --reuse -p local --unique "$file"
expect_status 0
[ "$(cat "$here/out")" != "$one" ] || fail "the same link"
run upload --reuse -p local --force "$file"
expect_status 0
run upload --reuse -p local --force "$file"
expect_status 0
[ "$(sql 'SELECT count(*) FROM cache' 2>/dev/null || echo 0)" = 0 ] || fail "it is kept"
