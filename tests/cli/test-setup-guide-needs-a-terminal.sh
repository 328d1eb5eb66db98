#!/bin/sh
# Without a terminal `twatfs setup` asks nobody: it is an error of usage, as it was.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

run setup </dev/null
expect_status 2
expect_error_line 'takes "provider NAME" or "all"'
expect_silence
need_terminal
TEST_STDOUT=file TEST_KEYS=1 "$python" "$source/tests/terminal.py" "$here/screen" "$twatfs" setup >"$here/out" && fail "status 0"
expect_silence
