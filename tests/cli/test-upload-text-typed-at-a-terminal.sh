#!/bin/sh
# What is typed at a terminal ends with one Ctrl-D; what is typed after it is not the file's.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

need_terminal
start_hosts transfersh
printf 'a line of text\n' >"$here/typed.txt"
status=0
TEST_KEYS=$(printf 'a line of text\n\004another\n\004') "$python" "$source/tests/terminal.py" "$here/screen" \
    "$twatfs" upload -p transfersh --name typed.txt --check full - >"$here/out" 9>&- || status=$?
expect_status 0
expect_serves "$(cat "$here/out")" "$here/typed.txt"
