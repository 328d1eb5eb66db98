#!/bin/sh
# --once is another field of the form; even HEAD would be the one download.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

RUSTYPASTE_DELETE_TOKEN=c8MfXh1GsJ5uDp3A
export RUSTYPASTE_DELETE_TOKEN
start_hosts rustypaste
run upload --once -p rustypaste "$file"
expect_status 6
expect_requests rustypaste GET 0
expect_requests rustypaste HEAD 0
url=$(cat "$here/out")
run delete "$url"
expect_status 4
expect_err 'a link for one download goes with that'
expect_requests rustypaste DELETE 0
expect_serves "$url" "$file"
expect_gone "$url"
