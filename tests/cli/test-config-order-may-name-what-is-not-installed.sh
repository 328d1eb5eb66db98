#!/bin/sh
# One configuration serves many machines: an order may name a provider that is not there.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
mkdir -p "$here/.config/twatfs"
echo 'order = s3, catbox' >"$here/.config/twatfs/config"
run upload "$file"
expect_status 0
expect_requests catbox POST 1
