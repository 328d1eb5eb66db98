#!/bin/sh
# Standard input is read to its end first, and is known again by its bytes.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh
run upload --reuse -p transfersh - <"$file"
expect_status 0
url=$(cat "$here/out")
run upload --reuse -p transfersh - <"$file"
[ "$(cat "$here/out")" = "$url" ] || fail "another link"
expect_requests transfersh PUT 1
