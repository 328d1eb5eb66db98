#!/bin/sh
# The name is part of the address, and comes back in the link.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts transfersh
cp "$file" "$here/50% é#?.txt"
run upload -p transfersh "$here/50% é#?.txt"
expect_status 0
expect_part transfersh PUT path /50%25%20%C3%A9%23%3F.txt
expect_out '/50%25%20%C3%A9%23%3F\.txt$'
