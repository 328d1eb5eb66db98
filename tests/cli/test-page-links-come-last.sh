#!/bin/sh
# Who links to a page is tried after all others, also where the setting "order" begins with it;
# -v and --dry-run say why.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox tempsh -- --fault 'catbox/upload=ok;status=404'
only catbox tempsh
TWATFS_ORDER=tempsh
export TWATFS_ORDER
run upload -v "$file"
expect_status 0
expect_out "^$catbox/"
expect_err 'tempsh: tried after all others: its link leads to a page, not to the file itself'
run upload --dry-run "$file"
expect_out '^   1\. catbox$'
expect_out '^   2\. tempsh: tried after all others: its link leads to a page'
run upload "$file"
expect_status 0
expect_err 'catbox: HTTP 404.*: trying tempsh'
expect_out "^$tempsh/"
