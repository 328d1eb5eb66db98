#!/bin/sh
# A URL with control characters is none, and they do not reach the terminal.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/upload=url=http://files.example/%1b[31ma.txt'
run upload -p catbox "$file"
expect_status 5
expect_silence
! grep -q "$(printf '\033')" "$here/err" || fail "an escape reached standard error"
