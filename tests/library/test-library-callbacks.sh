#!/bin/sh
# Events and log lines reach the program, without its secrets.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
CATBOX_USERHASH=0123456789abcdef012345678 client callbacks "$file"
expect_status 0
expect_silence
[ ! -s "$here/err" ] || fail "the library wrote to standard error"
