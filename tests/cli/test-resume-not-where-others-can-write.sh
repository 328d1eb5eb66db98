#!/bin/sh
# What stands in a folder that others can write to is not gone on from: the upload begins anew, and
# twatfs clean says what helps.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/modules/unfinished.sh"

begin_unfinished "$file"
interrupt KILL
chmod o+w "$checkpoints"
run clean
expect_status 1
expect_error_line 'checkpoints: others can write there: chmod go-w$'
run upload -v --no-check -p unfinished "$file"
expect_status 0
expect_no_err 'goes on from'
expect_err 'could not go on: .*checkpoints: others can write there: chmod go-w$'
chmod go-w "$checkpoints"
run upload --no-check -p unfinished "$file"
expect_status 0
expect_err 'goes on from'
