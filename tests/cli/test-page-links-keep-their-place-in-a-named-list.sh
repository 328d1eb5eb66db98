#!/bin/sh
# Who names a list wants its order: also with a link to a page first.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox tempsh
run upload -v -p tempsh,catbox "$file"
expect_status 0
expect_out "^$tempsh/"
expect_err 'tempsh: its link leads to a page'
expect_no_err 'tried after all others'
expect_requests catbox POST 0
TWATFS_PROVIDER=tempsh,catbox run upload "$file"
expect_status 0
expect_out "^$tempsh/"
