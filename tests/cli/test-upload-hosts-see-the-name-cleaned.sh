#!/bin/sh
# A name with a line break, a quote and a backslash reaches the host without harm.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
name=$(printf 'a\nb"c\\d.txt')
cp "$file" "$here/$name"
run upload "$here/$name"
expect_status 0
expect_serves "$(cat "$here/out")" "$file"
grep -q 'a_b' "$here/hosts.log" || fail "the line break was sent"
