#!/bin/sh
# Standard input is sent as it comes.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts transfersh
cat "$file" | { run upload -p transfersh --name notes.txt -; expect_status 0; }
expect_part transfersh PUT Transfer-Encoding chunked
expect_serves "$(cat "$here/out")" "$file"
expect_out '/notes\.txt$'
