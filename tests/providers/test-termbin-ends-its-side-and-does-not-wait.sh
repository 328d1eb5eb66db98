#!/bin/sh
# Without the end of what we send the host would wait for five seconds.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

seq 1 300 >"$here/notes.txt"
start_hosts termbin
run upload -p termbin "$here/notes.txt"
expect_status 0
grep -q '"method": "TCP".*"half_closed": true' "$here/hosts.log" || fail "it did not"
[ "$(moments '' | span_ms)" -lt 4000 ] || fail "it waited"
