#!/bin/sh
# TWATFS_CANCELLED is for the user and for deadlines: a provider that makes it up has merely
# failed.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

TWATFS_PLUGIN_PATH=$TWATFS_PLUGIN_PATH:$build/tests/modules
run upload -p statuses,local -o statuses.status=6000 "$file"
expect_status 0
expect_err 'statuses: says that it was cancelled.*: trying local'

# So when it is opened, and for what is no upload.
run upload -p statuses,local -o statuses.open=6000 "$file"
expect_status 0
expect_err 'statuses: says that it was cancelled.*: trying local'
run providers status -v -o statuses.open=6000 statuses
expect_status 5
expect_out 'says that it was cancelled, and nobody asked for that'
