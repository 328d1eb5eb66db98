#!/bin/sh
# Of two uploads of one file at once "clean" knows what either left when it was killed.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

TWATFS_PLUGIN_PATH=$build/tests/modules
checkpoints=$here/.local/state/twatfs/checkpoints
begun() {
    until [ "$(grep -als 'begun for' "$checkpoints"/unfinished-* | wc -l)" -eq "$1" ]; do
        kill -0 "$pid" || fail "it ended"
        turns=$((${turns-0} + 1))
        [ "$turns" -lt 500 ] || { kill "$pid" "$first"; fail "not $1 are known"; }
        sleep 0.02
    done
}

start upload --no-check -p unfinished -o unfinished.hang=yes "$file"
first=$pid
begun 1
start upload --no-check -p unfinished -o unfinished.hang=yes "$file"
begun 2
kill -KILL "$first"
interrupt KILL
run clean
expect_status 0
[ "$(grep -c '^ended  *unfinished .*photo.txt$' "$here/out")" -eq 2 ] || fail "not both ended"
[ -z "$(ls "$checkpoints")" ] || fail "a checkpoint is left"
