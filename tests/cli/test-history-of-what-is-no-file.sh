#!/bin/sh
# Standard input has a name and no path.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
run upload -p catbox - <"$file"
expect_status 0
[ "$(sql 'SELECT path, name FROM upload')" = "NULL|stdin" ] || fail "$(sql 'SELECT path, name FROM upload')"
