#!/bin/sh
# A program under another name is refused with 415: once, and the next provider has it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts uguu litterbox
{ printf MZ; cat "$file"; } >"$here/setup.txt"
run upload -p uguu,litterbox "$here/setup.txt"
expect_status 0
expect_err 'uguu: HTTP 415.*Filetype not allowed.*: trying litterbox'
expect_requests uguu POST 1
