#!/bin/sh
# Without --reuse nothing is looked up or kept; the flag, the environment and the file ask for it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
run upload -p catbox "$file"
run upload --reuse -p catbox "$file"
expect_requests catbox POST 2
run upload -p catbox "$file"
expect_requests catbox POST 3
TWATFS_REUSE=yes run upload -p catbox "$file"
echo 'reuse = yes' >"$here/config"
run upload --config "$here/config" -p catbox "$file"
expect_requests catbox POST 3
expect_out '^http'
