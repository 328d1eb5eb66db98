#!/bin/sh
# With keep_name=yes the file's name is in the link, as the host spells it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts x0at
cp "$file" "$here/Grüße 1.txt"
run upload -p x0at -o x0at.keep_name=yes "$here/Grüße 1.txt"
expect_status 0
expect_form x0at keep_name yes
expect_out '/Gr%C3%BC%C3%9Fe_1_[A-Za-z0-9]{24}\.txt$'
expect_serves "$(cat "$here/out")" "$file"
make_file "$file"
run upload -p x0at -o x0at.keep_name=no "$file"
expect_status 0
expect_form x0at keep_name None
