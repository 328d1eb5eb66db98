#!/bin/sh
# Binary and empty files are passed over.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts haste
printf 'one\0two' >"$here/binary.txt"
: >"$here/empty.txt"
for name in binary empty; do
    run upload -p haste "$here/$name.txt"
    expect_status 4
    expect_error_line 'takes (text only|at least 1)'
done
expect_requests haste POST 0
