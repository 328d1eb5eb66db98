#!/bin/sh
# What a failure says is written down without the secrets in it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/upload=status=500,body=who%20is%20open-sesame*'
only catbox litterbox
CATBOX_USERHASH=open-sesame
export CATBOX_USERHASH
run upload --retries 0 "$file"
expect_err 'who is \*\*\*'
[ "$(sql "SELECT reason FROM health WHERE provider = 'catbox'")" = 'HTTP 500: who is ***' ] || fail "not that"
! grep -qa open-sesame "$memory"* || fail "it is in the file"
