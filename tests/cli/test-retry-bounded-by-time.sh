#!/bin/sh
# No attempt begins later than --retry-for after the first.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/upload=status=503,retry-after=2*'
run upload -p catbox --retries 9 --retry-for 1s "$file"
expect_status 5
expect_requests catbox POST 1
expect_err 'no time left'
