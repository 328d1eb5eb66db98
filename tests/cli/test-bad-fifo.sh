#!/bin/sh
# A FIFO is read like a pipe.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
mkfifo "$here/pipe.txt"
cat "$file" >"$here/pipe.txt" &
run upload "$here/pipe.txt"
expect_status 0
expect_serves "$(cat "$here/out")" "$file"
