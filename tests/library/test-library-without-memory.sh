#!/bin/sh
# Without memory a program uploads as before, and is told that there is none.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts 0x0
client no-memory "$file"
expect_status 0
[ ! -e "$here/.local/state" ] || fail "something was written"
