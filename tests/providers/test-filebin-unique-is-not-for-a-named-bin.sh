#!/bin/sh
# In a named bin there may be a file of the same name, which the host would replace.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts filebin
run upload --unique -p filebin -o filebin.bin=our-photos "$file"
expect_status 5
expect_err 'not with --unique'
expect_requests filebin POST 0
