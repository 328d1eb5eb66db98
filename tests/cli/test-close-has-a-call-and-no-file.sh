#!/bin/sh
# close can log and ask; there is no file and no option then.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

TWATFS_PLUGIN_PATH=$TWATFS_PLUGIN_PATH:$build/tests/modules
run upload -v -p statuses -o statuses.status=4000 "$file"
expect_err 'statuses: closed'
expect_no_err 'there is no file here'
