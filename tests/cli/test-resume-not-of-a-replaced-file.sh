#!/bin/sh
# A file that was written over with as many other bytes, and given its old time, is begun anew.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/modules/unfinished.sh"

begin_unfinished "$file"
interrupt KILL
cp -p "$file" "$here/old"
make_file "$file"
touch -r "$here/old" "$file"
run upload --no-check -p unfinished "$file"
expect_status 0
expect_no_err 'goes on'
