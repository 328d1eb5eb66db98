#!/bin/sh
# An answer that never ends is cut off.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/upload=endless*'
run upload -p catbox,litterbox "$file"
expect_status 0
expect_err 'catbox: answer: longer than'
