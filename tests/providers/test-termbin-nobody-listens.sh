#!/bin/sh
# A refused connection is tried again, then the next provider.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

seq 1 300 >"$here/notes.txt"
start_hosts litterbox
run upload --retries 1 -p termbin,litterbox "$here/notes.txt"
expect_status 0
expect_err 'termbin: .*retry 1 of 1'
expect_out "^$litterbox/"
