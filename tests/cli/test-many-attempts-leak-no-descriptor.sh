#!/bin/sh
# Hundreds of attempts, each on a connection of its own, need no more descriptors than one.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/upload=close*'
ulimit -n 40
TWATFS_RETRY_DELAY=0 run upload -p catbox --retries 300 "$file"
expect_status 5
expect_requests catbox POST 301
expect_no_err 'open files'
