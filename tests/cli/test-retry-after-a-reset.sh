#!/bin/sh
# A connection that is reset within the body is temporary.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/upload=reset,after=100;close;ok'
run upload -p catbox "$file"
expect_status 0
expect_requests catbox POST 3
