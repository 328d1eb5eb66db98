#!/bin/sh
# --expire reaches the host in its own words.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts litterbox 0x0
run upload -p litterbox --expire 12h "$file"
expect_status 0
[ "$(form_value litterbox time)" = 12h ] || fail "litterbox: time"
run upload --json -p www0x0 --expire 3d "$file"
expect_status 0
[ "$(form_value 0x0 expires)" = 72 ] || fail "0x0: expires"
