#!/bin/sh
# --timeout bounds the look at a link that is kept, too.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/download=ok;stall,at=answer,seconds=20*'
run upload --reuse --check full -p catbox "$file"
expect_status 0
run upload --reuse --check full --timeout 1s -p catbox "$file"
expect_status 5
expect_silence
expect_error_line '--timeout'
expect_requests catbox POST 1
