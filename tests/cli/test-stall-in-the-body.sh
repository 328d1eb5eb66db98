#!/bin/sh
# A host that stops taking the body is given up as a temporary failure.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/upload=stall,at=body,after=1000,seconds=20*'
make_file "$here/big.txt" 30000000
TWATFS_STALL=1s run upload -p catbox,litterbox --retries 0 "$here/big.txt"
expect_status 0
expect_err 'catbox: .*stalled'
