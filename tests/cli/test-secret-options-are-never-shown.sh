#!/bin/sh
# The value of an option that the manifest calls secret is redacted.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts digest
TWATFS_PLUGIN_PATH=$build/tests/modules
TWATFS_DIGEST_URL=$digest
export TWATFS_DIGEST_URL
run upload -vv -p digest -o digest.token=swordfish "$file"
expect_status 0
expect_err 'the token is \*\*\*'
expect_no_err swordfish
