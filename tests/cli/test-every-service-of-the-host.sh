#!/bin/sh
# A provider that calls every service of the table is content with each.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts plain
TWATFS_PLUGIN_PATH=$build/tests/modules
TWATFS_SERVICES_URL=$plain TWATFS_TEST_SECRET=tell-nobody TWATFS_TEST_EMPTY=
export TWATFS_SERVICES_URL TWATFS_TEST_SECRET TWATFS_TEST_EMPTY
run upload -vv --json --show-token -p services -o services.word=one -o services.word=two "$file"
expect_status 0
[ "$(record expires)" = 2100-01-01T00:00:00Z ] || fail "expires"
[ "$(record delete_token)" = delete-token ] || fail "delete_token"
expect_err 'the secret is \*\*\*'
expect_no_err tell-nobody
expect_err 'the pair is \*\*\*'
expect_no_err dXNlcjpwYXNzd29yZA
