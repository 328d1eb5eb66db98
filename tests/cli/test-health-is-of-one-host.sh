#!/bin/sh
# What a provider's other hosts do says nothing of the one in force.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox catbox:other litterbox -- --fault 'catbox/upload=status=500*'
only catbox litterbox
for count in 1 2 3; do run upload --retries 0 "$file"; done
point catbox "$other"
run upload --dry-run "$file"
expect_out '^   1\. catbox$'
run providers status catbox
expect_out '^catbox +ready$'
