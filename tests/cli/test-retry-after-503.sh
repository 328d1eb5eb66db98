#!/bin/sh
# A 503 is temporary: the same provider is tried again, and the reason is told.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/upload=status=503,body=Busy;ok'
run upload -p catbox "$file"
expect_status 0
expect_err 'catbox: HTTP 503: Busy: trying again'
expect_requests catbox POST 2
