#!/bin/sh
# --ignore-health, TWATFS_IGNORE_HEALTH and ignore-health = yes keep everyone in their turn.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/upload=status=500*'
only catbox litterbox
for count in 1 2 3; do run upload --retries 0 "$file"; done
run upload --ignore-health --retries 0 "$file"
expect_requests catbox POST 4
TWATFS_IGNORE_HEALTH=yes run upload --retries 0 "$file"
expect_requests catbox POST 5
echo 'ignore-health = yes' >"$here/config"
run upload --config "$here/config" --retries 0 "$file"
expect_requests catbox POST 6
run upload --retries 0 "$file"
expect_requests catbox POST 6
