#!/bin/sh
# A file that changed since is begun anew.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/modules/unfinished.sh"

begin_unfinished "$file"
interrupt KILL
echo more >>"$file"
run upload --no-check -p unfinished "$file"
expect_status 0
expect_no_err 'goes on'
