#!/bin/sh
# An empty file is a file.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts 0x0
: >"$here/empty.txt"
run upload -p www0x0 "$here/empty.txt"
expect_status 0
expect_serves "$(cat "$here/out")" "$here/empty.txt"
