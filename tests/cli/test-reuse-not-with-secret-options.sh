#!/bin/sh
# What was uploaded with a secret option is not kept: a key would tell of it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts digest
TWATFS_PLUGIN_PATH=$build/tests/modules
TWATFS_DIGEST_URL=$digest
export TWATFS_DIGEST_URL
run upload --reuse -p digest -o digest.token=open-sesame "$file"
expect_status 0
[ "$(sql 'SELECT count(*) FROM cache')" = 0 ] || fail "it is kept"
run upload --reuse -p digest "$file"
[ "$(sql 'SELECT count(*) FROM cache')" = 1 ] || fail "it is not kept"
