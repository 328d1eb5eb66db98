#!/bin/sh
# --from-file - reads names from standard input, and uploads them as they come.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh
make_files 2
{
    echo "$here/files/1.txt"
    until [ -s "$here/out" ]; do sleep 0.1; done
    echo "$here/files/2.txt"
} | {
    run upload -p transfersh --from-file -
    [ "$status" -eq 0 ]
} || fail "it failed"
[ "$(wc -l <"$here/out")" -eq 2 ] || fail "not two links"
