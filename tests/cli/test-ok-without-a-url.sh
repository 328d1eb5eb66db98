#!/bin/sh
# A provider that says it is done and gives no URL has failed.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

TWATFS_PLUGIN_PATH=$TWATFS_PLUGIN_PATH:$build/tests/modules
run upload -p statuses,local "$file"
expect_status 0
expect_err 'statuses: says it is done, and gives no URL'
expect_out '^file:'
