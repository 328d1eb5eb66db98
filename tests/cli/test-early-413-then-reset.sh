#!/bin/sh
# When the reset overtakes the answer, the next attempt asks before it sends, and hears the no.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/upload=reset,after=100000;early=413,after=0*'
make_file "$here/big.txt" 8000000
run upload -p catbox,litterbox "$here/big.txt"
expect_status 0
expect_err 'catbox: HTTP 413'
expect_requests catbox POST 2
grep '"host": *"catbox"' "$here/hosts.log" | grep -qi '"expect"' || fail "did not ask before sending"
