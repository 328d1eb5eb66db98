#!/bin/sh
# The configured order holds among those that do not keep failing.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox x0at -- --fault 'x0at/upload=status=500*'
only catbox litterbox x0at
TWATFS_ORDER=x0at,litterbox
export TWATFS_ORDER
for count in 1 2 3; do run upload --retries 0 "$file"; done
run upload --dry-run "$file"
expect_out '^   1\. litterbox$'
expect_out '^   2\. catbox$'
expect_out '^   3\. x0at: tried last'
