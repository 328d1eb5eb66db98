#!/bin/sh
# A program uploads bytes of its memory, under the name it gives them.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
client memory
expect_status 0
printf 'A text of the tests.\n' >"$here/text"
expect_serves "$(cat "$here/out")" "$here/text"
expect_out '\.txt$'
