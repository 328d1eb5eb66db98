#!/bin/sh
# A provider that cannot be opened is passed over like any other failure.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

TWATFS_PLUGIN_PATH=$TWATFS_PLUGIN_PATH:$build/tests/modules
run upload -p statuses,local -o statuses.open=3000 "$file"
expect_status 0
expect_err 'statuses: will not open: trying local'
