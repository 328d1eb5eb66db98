#!/bin/sh
# A server whose own digest is another has stored other bytes.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts digest -- --fault 'digest/upload=corrupt*'
TWATFS_PLUGIN_PATH=$build/tests/modules
TWATFS_DIGEST_URL=$digest
export TWATFS_DIGEST_URL
run upload -p digest "$file"
expect_status 6
expect_silence
expect_err 'the server stored other bytes'
