#!/bin/sh
# The host tells a name as it came; the link has it as a URL may.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts tempsh
cp "$file" "$here/Übung 1.txt"
run upload -p tempsh "$here/Übung 1.txt"
expect_status 0
expect_out "^$tempsh/[A-Za-z0-9]{5}/%C3%9Cbung%201\.txt$"
