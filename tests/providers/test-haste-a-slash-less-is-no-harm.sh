#!/bin/sh
# The address may end in a slash or not.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

seq 1 300 >"$here/notes.txt"
start_hosts haste
TWATFS_HASTE_URL=$haste run upload -p haste "$here/notes.txt"
expect_status 0
expect_part haste POST path /documents
