#!/bin/sh
# Of two uploads of one file at once only one goes on from what was saved.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

TWATFS_PLUGIN_PATH=$build/tests/modules
checkpoints=$here/.local/state/twatfs/checkpoints
start upload --no-check -p unfinished -o unfinished.hang=yes "$file"
until grep -aqs 'begun for' "$checkpoints"/unfinished-*; do kill -0 "$pid" || fail "it ended"; sleep 0.02; done
run upload -v --no-check -p unfinished "$file"
expect_status 0
expect_no_err 'goes on'
expect_err 'in use by another upload'
interrupt TERM
