#!/bin/sh
# Who writes to standard input may take its time: that is no stall of the host's.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh
printf 'a line\nanother\n' >"$here/lines.txt"
mkfifo "$here/pipe"
{
    echo 'a line'
    sleep 4
    echo another
} >"$here/pipe" 9>&- &
TWATFS_STALL=1s run upload -p transfersh --name lines.txt - <"$here/pipe"
expect_status 0
[ ! -s "$here/err" ] || fail "something was said"
expect_serves "$(cat "$here/out")" "$here/lines.txt"
