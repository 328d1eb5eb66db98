#!/bin/sh
# A stream larger than what is kept in memory can still be sent twice, and leaves no file
# behind.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox 0x0 -- --fault 'catbox/upload=status=503*'
make_file "$here/big.txt" 9000000
cat "$here/big.txt" | { run upload --retries 1 -p catbox,www0x0 --name big.txt -; }
[ "$(cat "$here/out" | wc -l)" -eq 1 ] || fail "no URL"
expect_serves "$(cat "$here/out")" "$here/big.txt"
! ls "$here" | grep -q '^twatfs-' || fail "a temporary file is left"
