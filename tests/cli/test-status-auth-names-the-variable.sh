#!/bin/sh
# What lacks credentials is not retried, and says what to set.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/upload=status=412,body=You must provide a userhash*'
run upload -p catbox "$file"
expect_status 5
expect_err 'CATBOX_USERHASH'
expect_requests catbox POST 1
