#!/bin/sh
# A Retry-After with more digits than any number has is absurd, not zero.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/upload=status=429,retry-after=99999999999999999999999999*'
run upload -p catbox,litterbox "$file"
expect_status 0
expect_requests catbox POST 1
