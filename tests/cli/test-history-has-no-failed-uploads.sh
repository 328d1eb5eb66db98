#!/bin/sh
# What left no link is not in the history.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/upload=status=500*'
run upload --retries 0 -p catbox "$file"
expect_status 5
run upload -p catbox "$here/missing"
expect_status 3
run history --json
expect_status 0
expect_out '^\[\]$'
