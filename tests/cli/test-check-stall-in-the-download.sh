#!/bin/sh
# A download that stands still is given up.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/download=stall,at=download,after=10,seconds=20*'
TWATFS_STALL=1s run upload -p catbox,litterbox --retries 0 "$file"
expect_status 0
expect_err 'catbox: check: .*stalled'
