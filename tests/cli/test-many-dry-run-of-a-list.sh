#!/bin/sh
# --dry-run plans each file of a list.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

printf '%s\n' "$file" "$file" >"$here/names"
run upload --dry-run -p catbox --from-file "$here/names"
expect_status 0
[ "$(grep -c '1 of 1 providers would be tried' "$here/out")" -eq 2 ] || fail "not two plans"
