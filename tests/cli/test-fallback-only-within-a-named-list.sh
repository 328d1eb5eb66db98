#!/bin/sh
# A list of providers is the whole list: nothing else is ever tried.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'litterbox/upload=status=404*'
run upload -p litterbox "$file"
expect_status 5
expect_requests catbox POST 0
