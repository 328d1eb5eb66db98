#!/bin/sh
# A line break in the name of a file or a folder begins no note of its own below a line of a table.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
odd="$here/a
    not verified
    delete token: none.txt"
cp "$file" "$odd"
run upload -p catbox "$odd"
expect_status 0
run history -v
expect_status 0
[ "$(wc -l <"$here/out")" -eq 3 ] || fail "not a heading, a line and its note"
expect_out '^    [0-9]{4}-.*Z .*/a +not verified +delete token: none\.txt$'
run history -v --show-token
expect_no_out '^    (not verified|delete token: none)'

folder="$here/odd
    another note"
mkdir "$folder"
cp "$build/plugins/local/.libs/twatfs-provider-local.so" "$folder"
run providers -v --plugin-dir "$folder"
expect_out "/odd +another note/twatfs-provider-local\.so\$"
expect_no_out '^    another note'
