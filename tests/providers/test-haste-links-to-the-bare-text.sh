#!/bin/sh
# The text is posted as it is, and the link serves it as it is.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

seq 1 300 >"$here/notes.txt"
start_hosts haste
run upload --json -p haste "$here/notes.txt"
expect_status 0
[ "$(record proof)" = download ] || fail "proof"
record url | grep -Eq "^$haste/raw/[a-z]{10}$" || fail "url"
expect_part haste POST path /documents
expect_part haste POST Content-Type 'text/plain; charset=utf-8'
