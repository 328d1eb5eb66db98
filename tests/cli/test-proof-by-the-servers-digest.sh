#!/bin/sh
# Where the server computes a digest of what it stored, --check=auto downloads nothing. (The
# host is driven by a provider of the tests.)
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts digest
TWATFS_PLUGIN_PATH=$build/tests/modules
TWATFS_DIGEST_URL=$digest
export TWATFS_DIGEST_URL
run upload --json -p digest "$file"
expect_status 0
[ "$(record proof)" = server-digest ] || fail "proof"
expect_requests digest GET 0
