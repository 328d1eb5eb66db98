#!/bin/sh
# What a provider asks for between the parts of a file does not end their progress.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts plain
TWATFS_PLUGIN_PATH=$build/tests/modules TWATFS_FLOW_URL=$plain TWATFS_CHECK=none
export TWATFS_FLOW_URL TWATFS_CHECK
client flow "$file"
expect_status 0
