#!/bin/sh
# TWATFS_LOCAL stops everything: no provider can help. Exit status 3.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

TWATFS_PLUGIN_PATH=$TWATFS_PLUGIN_PATH:$build/tests/modules
run upload -p statuses,local -o statuses.status=5000 "$file"
expect_status 3
expect_silence
expect_error_line 'told to return 5000'
