#!/bin/sh
# What was begun with another content type is not gone on with: it would keep that type.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

TWATFS_PLUGIN_PATH=$build/tests/modules
checkpoints=$here/.local/state/twatfs/checkpoints
start upload --no-check -p unfinished -o unfinished.hang=yes "$file"
until grep -aqs 'begun for' "$checkpoints"/unfinished-*; do kill -0 "$pid" || fail "it ended"; sleep 0.02; done
interrupt KILL
run upload --no-check -p unfinished --content-type text/markdown "$file"
expect_status 0
expect_no_err 'goes on'
run upload --no-check -p unfinished "$file"
expect_err 'goes on'
