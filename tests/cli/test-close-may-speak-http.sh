#!/bin/sh
# A provider that is closed can still speak with its host.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

TWATFS_PLUGIN_PATH=$build/tests/modules
start_hosts plain
TWATFS_FAREWELL_URL=$plain run upload --no-check -p farewell "$file"
expect_status 0
expect_requests plain PUT 1
