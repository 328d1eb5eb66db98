#!/bin/sh
# What a host is known to refuse by name is not sent there.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
cp "$file" "$here/setup.EXE"
run upload -p catbox "$here/setup.EXE"
expect_status 4
expect_error_line '\*\.exe'
