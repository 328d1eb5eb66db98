#!/bin/sh
# A file that was written over with as many other bytes, and given its old time, is begun anew.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

TWATFS_PLUGIN_PATH=$build/tests/modules
checkpoints=$here/.local/state/twatfs/checkpoints
start upload --no-check -p unfinished -o unfinished.hang=yes "$file"
until grep -aqs 'begun for' "$checkpoints"/unfinished-*; do kill -0 "$pid" || fail "it ended"; sleep 0.02; done
interrupt KILL
cp -p "$file" "$here/old"
make_file "$file"
touch -r "$here/old" "$file"
run upload --no-check -p unfinished "$file"
expect_status 0
expect_no_err 'goes on'
