#!/bin/sh
# Of two uploads of one file at once "clean" knows what either left when it was killed.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/modules/unfinished.sh"

begin_unfinished "$file"
first=$pid
start upload --no-check -p unfinished -o unfinished.hang=yes "$file"
until_begun 2
kill -KILL "$first"
interrupt KILL
run clean
expect_status 0
[ "$(grep -c '^ended  *unfinished .*photo.txt$' "$here/out")" -eq 2 ] || fail "not both ended"
[ -z "$(ls "$checkpoints")" ] || fail "a checkpoint is left"
