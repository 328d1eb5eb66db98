#!/bin/sh
# What stands in a folder that others can write to is not gone on from: the upload begins anew, and
# twatfs clean says what helps.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

TWATFS_PLUGIN_PATH=$build/tests/modules
checkpoints=$here/.local/state/twatfs/checkpoints
start upload --no-check -p unfinished -o unfinished.hang=yes "$file"
until grep -aqs 'begun for' "$checkpoints"/unfinished-*; do kill -0 "$pid" || fail "it ended"; sleep 0.02; done
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
