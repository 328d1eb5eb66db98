#!/bin/sh
# The address may end in a slash or not.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

PIXELDRAIN_API_KEY=0b8f2a51-6c3d-4e7f-9a10-1f2e3d4c5b6a
export PIXELDRAIN_API_KEY
start_hosts pixeldrain
TWATFS_PIXELDRAIN_URL=$pixeldrain/api/ run upload -p pixeldrain -o pixeldrain.link=page "$file"
expect_status 0
expect_part pixeldrain PUT path /api/file/photo.txt
expect_out "^$pixeldrain/u/"
