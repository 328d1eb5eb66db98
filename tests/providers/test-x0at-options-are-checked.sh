#!/bin/sh
# A value that the host would quietly change or ignore is refused before anything is sent.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts x0at
for value in 2 25 0 -3 +5 3x 300 99999999999999999999; do
    run upload -p x0at -o "x0at.id_length=$value" "$file"
    expect_status 5
    expect_error_line "id_length: [+]?${value#+}: is not 3 to 24"
done
run upload -p x0at -o x0at.keep_name=maybe "$file"
expect_status 5
expect_error_line 'keep_name: maybe: is neither yes nor no'
expect_requests x0at POST 0
