#!/bin/sh
# A provider with a longer table or a newer minor version loads and works.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

TWATFS_PLUGIN_PATH=$TWATFS_PLUGIN_PATH:$build/tests/modules
for name in good newer-minor struct-longer; do
    run upload --no-check -p "$name" "$file"
    expect_status 0
    expect_out '^https://example.org/'
done
