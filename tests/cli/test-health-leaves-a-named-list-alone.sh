#!/bin/sh
# Where the user named the providers, by flag, environment or file, their order stays.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/upload=status=500*'
only catbox litterbox
for count in 1 2 3; do run upload --retries 0 "$file"; done
expect_requests catbox POST 3
run upload --retries 0 -p catbox,litterbox "$file"
expect_requests catbox POST 4
TWATFS_PROVIDER=catbox,litterbox run upload --retries 0 "$file"
expect_requests catbox POST 5
echo 'provider = catbox, litterbox' >"$here/config"
run upload --config "$here/config" --retries 0 "$file"
expect_requests catbox POST 6
