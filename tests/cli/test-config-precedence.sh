#!/bin/sh
# A flag comes before the environment, the environment before the file.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox 0x0
mkdir -p "$here/.config/twatfs"
echo 'provider = www0x0' >"$here/.config/twatfs/config"
run upload "$file"
expect_requests 0x0 POST 1
TWATFS_PROVIDER=litterbox run upload "$file"
expect_requests litterbox POST 1
TWATFS_PROVIDER=litterbox run upload -p catbox "$file"
expect_requests catbox POST 1
expect_requests litterbox POST 1
expect_requests 0x0 POST 1
