#!/bin/sh
# What one module declares as a secret is no reason to refuse another one's link.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

TWATFS_PLUGIN_PATH=$TWATFS_PLUGIN_PATH:$build/tests/modules
run upload -p local "$file"
expect_status 0
expect_out "^file://$here/public"
