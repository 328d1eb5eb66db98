#!/bin/sh
# The address may end in a slash or not.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts linx
TWATFS_LINX_URL=$linx run upload -p linx "$file"
expect_status 0
expect_part linx PUT path /upload/photo.txt
