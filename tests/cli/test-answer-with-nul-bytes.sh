#!/bin/sh
# A URL followed by a line break and a NUL byte is a URL.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/upload=nul'
run upload -p catbox "$file"
expect_status 0
expect_serves "$(cat "$here/out")" "$file"
