#!/bin/sh
# The address may end in a slash or not.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts rustypaste
TWATFS_RUSTYPASTE_URL=$rustypaste run upload -p rustypaste "$file"
expect_status 0
expect_part rustypaste POST path /
