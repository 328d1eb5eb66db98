#!/bin/sh
# A name in disable or order that is nearly that of a provider is told; one that is far from all
# is another machine's.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
TWATFS_DISABLE=catbx,s3 run upload --dry-run "$file"
expect_status 0
expect_err 'disable: catbx: .*did you mean "catbox"'
expect_no_err 's3'
TWATFS_ORDER=litterbocks run upload --dry-run "$file"
expect_err 'order: litterbocks: .*did you mean "litterbox"'
