#!/bin/sh
# It is never chosen by itself.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/ftp.sh"

start_ftpd
only ftp
run upload "$file"
expect_status 4
[ ! -s "$here/ftpd.log" ] || fail "it was asked"
