#!/bin/sh
# A provider that cannot be opened is passed over like any other failure.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

TWATFS_PLUGIN_PATH=$TWATFS_PLUGIN_PATH:$build/tests/modules
run upload -p statuses,local -o statuses.open=3000 "$file"
expect_status 0
expect_err 'statuses: will not open: trying local'

# It is opened again for each retry and each further file, and finds nothing of what failed.
run upload -p statuses,local -o statuses.open=1000 --retries 2 "$file" "$file"
expect_status 0
expect_err 'statuses: will not open .no retries left.: trying local'
expect_no_err 'what is this'
