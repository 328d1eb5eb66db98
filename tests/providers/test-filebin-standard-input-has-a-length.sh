#!/bin/sh
# The host takes no chunks (411): standard input is read before it is sent.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts filebin
cat "$file" | { run upload -p filebin -; expect_status 0; }
expect_part filebin POST Content-Length "$(stat -c %s "$file")"
expect_part filebin POST Transfer-Encoding None
