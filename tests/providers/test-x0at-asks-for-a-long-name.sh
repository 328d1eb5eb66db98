#!/bin/sh
# Names of x0.at are three characters when nobody asks for more; ours cannot be guessed, unless
# the user wants them short.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts x0at
run upload -p x0at "$file"
expect_status 0
expect_form x0at id_length 24
expect_form x0at keep_name None
expect_out '/[A-Za-z0-9]{24}\.txt$'
make_file "$file"
run upload -p x0at -o x0at.id_length=3 "$file"
expect_status 0
expect_form x0at id_length 3
expect_out '/[A-Za-z0-9]{3}\.txt$'
