#!/bin/sh
# TWATFS_TEMPORARY is tried again with the same provider.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

TWATFS_PLUGIN_PATH=$TWATFS_PLUGIN_PATH:$build/tests/modules
run upload -p statuses -o statuses.status=1000 "$file"
expect_status 5
[ "$(grep -c 'trying again' "$here/err")" -eq 2 ] || fail "not two retries"
