#!/bin/sh
# A link of a provider that is disabled, or not among the named, is not used.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox
run upload --reuse -p catbox "$file"
TWATFS_DISABLE=catbox run upload --reuse -p litterbox "$file"
expect_requests litterbox POST 1
run upload --reuse -p litterbox,catbox --name "photo.txt" "$file"
expect_status 0
expect_requests litterbox POST 1
expect_requests catbox POST 1
