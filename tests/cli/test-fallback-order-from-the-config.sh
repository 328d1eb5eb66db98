#!/bin/sh
# The configured order comes before the providers' own.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox
mkdir -p "$here/.config/twatfs"
echo 'order = litterbox' >"$here/.config/twatfs/config"
run upload "$file"
expect_status 0
expect_requests litterbox POST 1
expect_requests catbox POST 0
