#!/bin/sh
# A provider that cannot meet --expire exactly is passed over, and says what it can.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts litterbox 0x0
run upload -p litterbox,www0x0 --expire 2h -v "$file"
expect_status 0
expect_requests litterbox POST 0
expect_requests 0x0 POST 1
run upload -p litterbox --expire 2h "$file"
expect_status 4
expect_err '12 hours'
