#!/bin/sh
# "clean" lists what killed runs have left, and has its provider end it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/modules/unfinished.sh"

run clean
expect_status 0
expect_silence
begin_unfinished "$file"
run clean
expect_status 0
expect_out '^being uploaded +unfinished .*photo.txt$'
interrupt KILL
run clean --dry-run
expect_status 0
expect_out '^unfinished +unfinished .*photo.txt$'
run clean -o unfinished.abandon=not.today
expect_status 1
expect_out '^failed +unfinished '
expect_error_line 'photo.txt: unfinished: not.today'
run clean --json
expect_status 0
expect_err 'abandons "begun for photo.txt"'
[ "$("$python" -c 'import json,sys; print(json.load(sys.stdin)[0]["status"])' <"$here/out")" = ended ] || fail "record"
[ -z "$(ls "$checkpoints")" ] || fail "the checkpoint is left"
run clean one
expect_status 2
