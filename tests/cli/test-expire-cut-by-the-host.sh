#!/bin/sh
# A host that grants less than --expire asked for has not done what was asked: the next
# provider.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts 0x0 litterbox
truncate -s 400000000 "$here/large.txt"
printf A | dd of="$here/large.txt" conv=notrunc 2>/dev/null
run upload -p www0x0 --expire 365d "$here/large.txt"
expect_status 5
expect_silence
expect_err 'keeps a file of this size for less than --expire'
