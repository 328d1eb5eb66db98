#!/bin/sh
# A file above a provider's limit is never sent to it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox
truncate -s 250000000 "$here/large.txt"
run upload --dry-run -p catbox,litterbox "$here/large.txt"
expect_status 0
expect_out 'catbox: takes at most 200 MB'
run upload -p catbox "$here/large.txt"
expect_status 4
expect_error_line 'takes at most'
expect_requests catbox POST 0
