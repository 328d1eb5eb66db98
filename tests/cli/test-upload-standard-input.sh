#!/bin/sh
# "-" is standard input, under the name given.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts 0x0
run upload -p www0x0 - --name pipe.log <"$file"
expect_status 0
expect_out '\.log$'
expect_serves "$(cat "$here/out")" "$file"
cat "$file" | "$twatfs" upload -p www0x0 -o www0x0.secret=no - >"$here/out"
expect_serves "$(cat "$here/out")" "$file"
