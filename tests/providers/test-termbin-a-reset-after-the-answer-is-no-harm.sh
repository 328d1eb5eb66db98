#!/bin/sh
# A host that has read enough resets the connection: its URL came before.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

seq 1 300 >"$here/notes.txt"
start_hosts termbin -- --fault 'termbin/upload=answer-then-reset'
run upload -p termbin "$here/notes.txt"
expect_status 0
expect_requests termbin TCP 1
