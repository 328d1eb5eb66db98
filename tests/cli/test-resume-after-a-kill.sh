#!/bin/sh
# What a killed run had saved is there when the same file is uploaded again, and gone after
# that.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/modules/unfinished.sh"

begin_unfinished "$file"
[ "$(stat -c %a "$checkpoints")" = 700 ] || fail "others may look"
[ "$(stat -c %a "$checkpoints"/unfinished-*)" = 600 ] || fail "others may read"
interrupt KILL
run upload --no-check -p unfinished "$file"
expect_status 0
expect_err 'goes on from "begun for photo.txt"'
[ -z "$(ls "$checkpoints")" ] || fail "the checkpoint is left"
run upload --no-check -p unfinished "$file"
expect_no_err 'goes on'
