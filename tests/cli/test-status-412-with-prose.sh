#!/bin/sh
# A pause is no reason to hammer: 412 goes to the next provider.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/upload=status=412,body=Uploads paused*'
run upload -p catbox,litterbox "$file"
expect_status 0
expect_err 'HTTP 412: Uploads paused'
expect_requests catbox POST 1
