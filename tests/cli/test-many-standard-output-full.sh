#!/bin/sh
# Where links cannot be written no other file is begun.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

[ -w /dev/full ] || skip "no /dev/full"
start_hosts transfersh
make_files 400
status=0
"$twatfs" upload -p transfersh -j 2 "$here"/files/*.txt >/dev/full 2>"$here/err" 9>&- || status=$?
expect_status 1
expect_err 'standard output: No space left on device; the link is http'
expect_err 'of 400 files: not tried'
[ "$(requests transfersh PUT)" -lt 300 ] || fail "it went on"
