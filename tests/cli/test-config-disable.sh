#!/bin/sh
# A disabled provider is never used, and says that it is disabled.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox
mkdir -p "$here/.config/twatfs"
echo 'disable = catbox, www0x0' >"$here/.config/twatfs/config"
run upload "$file"
expect_status 0
expect_requests catbox POST 0
expect_requests litterbox POST 1
run providers
expect_out '^catbox +disabled'
run upload -p catbox "$file"
expect_status 4
expect_error_line 'disabled'
