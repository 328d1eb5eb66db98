#!/bin/sh
# With --forget the provider is not asked, and the upload is in the history no more.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts 0x0
run upload -p www0x0 "$file"
url=$(cat "$here/out")
run delete --forget "$url"
expect_status 0
expect_out '^forgotten +www0x0 '
expect_serves "$url" "$file"
run history
expect_silence
run delete --forget "$url"
expect_status 2
expect_error_line 'not in the history$'
