#!/bin/sh
# Its address is no web address.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

seq 1 300 >"$here/notes.txt"
start_hosts plain
for url in "$plain" "tcp://" "termbin.example:9999"; do
    TWATFS_TERMBIN_URL=$url run upload -p termbin "$here/notes.txt"
    expect_status 5
    expect_err 'not of the form tcp://|not a URL'
done
[ ! -s "$here/hosts.log" ] || fail "it was asked"
