#!/bin/sh
# A file that is missing does not stop the others, and is told in its place.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh
printf '%s\n' "$file" "$here/missing" "$file" >"$here/names"
run upload -p transfersh --json --from-file "$here/names"
expect_status 1
[ "$(sed -n 's/.*"status": *"\([a-z]*\)".*/\1/p' "$here/out" | tr '\n' ' ')" = "verified file verified " ] ||
    fail "another order of records"
