#!/bin/sh
# A provider that is not there: exit 2, and nothing is uploaded.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
run upload -p catbx "$file"
expect_status 2
expect_error_line 'catbx: unknown provider'
run upload -p catbox,nobody "$file"
expect_status 2
expect_requests catbox POST 0
