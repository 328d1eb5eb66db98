#!/bin/sh
# TWATFS_REFUSED, TWATFS_AUTH and TWATFS_PERMANENT go to the next provider at once.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

TWATFS_PLUGIN_PATH=$TWATFS_PLUGIN_PATH:$build/tests/modules
for class in 2000 3000 4000; do
    run upload -p statuses,local -o statuses.status=$class "$file"
    expect_status 0
    expect_err "told to return $class: trying local"
    expect_no_err 'trying again'
done
