#!/bin/sh
# A host that says 413 while the body is still coming has refused it: its answer is read, and no
# other attempt is made.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/upload=early=413,after=100000*'
make_file "$here/big.txt" 8000000
run upload -p catbox,litterbox "$here/big.txt"
expect_status 0
expect_err 'catbox: HTTP 413'
expect_requests catbox POST 1
expect_requests litterbox POST 1
