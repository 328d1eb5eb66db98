#!/bin/sh
# A class that is not known counts as the one whose thousand it is in.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

TWATFS_PLUGIN_PATH=$TWATFS_PLUGIN_PATH:$build/tests/modules
run upload -p statuses -o statuses.status=1250 "$file"
expect_status 5
expect_err 'trying again'
