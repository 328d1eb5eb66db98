#!/bin/sh
# A host that hangs up without a word, or in the middle, is tried again, then the next.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

seq 1 300 >"$here/notes.txt"
start_hosts termbin litterbox -- --fault 'termbin/upload=close;empty;reset*'
run upload --retries 2 -p termbin,litterbox "$here/notes.txt"
expect_status 0
expect_err 'termbin: connection: closed without an answer: trying again'
expect_err 'termbin: connection: .*retries'
expect_out "^$litterbox/"
expect_requests termbin TCP 3
