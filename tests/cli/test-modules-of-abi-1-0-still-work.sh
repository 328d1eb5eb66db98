#!/bin/sh
# A provider that was built against the header of ABI 1.0 uploads as it did then.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

TWATFS_PLUGIN_PATH=$TWATFS_PLUGIN_PATH:$build/tests/modules
start_hosts plain
TWATFS_ABI_1_0_URL=$plain run upload -p abi-1-0 "$file"
expect_status 0
expect_serves "$(cat "$here/out")" "$file"
