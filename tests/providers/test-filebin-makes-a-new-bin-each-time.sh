#!/bin/sh
# No two files share a bin unless one is named.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts filebin
run upload --unique -p filebin "$file" "$file"
expect_status 0
[ "$(cut -d/ -f4 "$here/out" | sort -u | wc -l)" -eq 2 ] || fail "one bin for both"
