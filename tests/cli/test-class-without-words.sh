#!/bin/sh
# A provider that fails silently is reported all the same.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

TWATFS_PLUGIN_PATH=$TWATFS_PLUGIN_PATH:$build/tests/modules
run upload -p statuses -o statuses.status=4000 -o statuses.silent=yes "$file"
expect_status 5
expect_error_line 'statuses: failed without saying why'
