#!/bin/sh
# --check=full downloads although there is a digest.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts digest
TWATFS_PLUGIN_PATH=$build/tests/modules
TWATFS_DIGEST_URL=$digest
export TWATFS_DIGEST_URL
run upload --json --check=full -p digest "$file"
expect_status 0
[ "$(record proof)" = download ] || fail "proof"
expect_requests digest GET 1
