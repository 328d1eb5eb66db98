#!/bin/sh
# A file of a batch that was killed halfway goes on from what its provider had saved.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/modules/unfinished.sh"

make_files 3
begin_unfinished -j 1 "$here"/files/[1-3].txt
interrupt KILL
run upload --no-check -p unfinished -j 1 --resume=1 "$here"/files/[1-3].txt
expect_status 0
expect_err 'goes on from "begun for 1.txt"'
[ "$(wc -l <"$here/out")" -eq 3 ] || fail "not three links"
[ -z "$(ls "$checkpoints")" ] || fail "the checkpoint is left"
