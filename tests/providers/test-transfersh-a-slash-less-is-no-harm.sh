#!/bin/sh
# The address may end in a slash or not.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts transfersh
TWATFS_TRANSFERSH_URL=$transfersh run upload -p transfersh "$file"
expect_status 0
expect_part transfersh PUT path /photo.txt
