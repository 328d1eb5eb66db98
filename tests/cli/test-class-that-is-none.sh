#!/bin/sh
# Only 0 is success: -1, an errno and what lies beyond the classes are permanent.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

TWATFS_PLUGIN_PATH=$TWATFS_PLUGIN_PATH:$build/tests/modules
for class in -1 1 22 999 99000; do
    run upload -p statuses -o statuses.status=$class "$file"
    expect_status 5
    expect_silence
    expect_no_err 'trying again'
done
run upload -p statuses -o statuses.open=-1 "$file"
expect_status 5
