#!/bin/sh
# The text goes in the clear: nobody gets there without asking for it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

seq 1 300 >"$here/notes.txt"
start_hosts termbin
run upload --dry-run "$here/notes.txt"
expect_out 'termbin: .*named'
run upload --json -p termbin "$here/notes.txt"
expect_status 0
[ "$(record proof)" = download ] || fail "proof"
expect_requests termbin TCP 1
