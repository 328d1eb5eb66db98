#!/bin/sh
# A program uploads what an open descriptor holds, and keeps it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
TWATFS_PROVIDER=catbox client descriptor "$file"
expect_status 0
expect_serves "$(cat "$here/out")" "$file"
