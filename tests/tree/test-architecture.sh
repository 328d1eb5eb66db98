#!/bin/sh
# docs/architecture.md has every folder of the tree and every room of core, and none that is not there.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

page=$source/docs/architecture.md
for folder in "$source"/core/*/; do
    name=core/$(basename "$folder")
    case $(basename "$folder") in autom4te.cache | *.libs) continue ;; esac
    grep -q "\\b$name\\b" "$page" || fail "it lacks $name"
done
for folder in include core plugins python docs m4 tests; do
    [ -d "$source/$folder" ] || fail "$folder: it is not there"
    grep -q "^    $folder  " "$page" || fail "it lacks $folder"
done
if [ -d "$source/.git" ] && command -v git >/dev/null; then
    for folder in $(git -C "$source" ls-tree -d --name-only HEAD 2>"$here/none" | grep -v '^\.'); do
        grep -q "^    $folder  " "$page" || fail "it lacks $folder"
    done
fi
for name in $(grep -o 'core/[a-z]*' "$page"); do
    [ -d "$source/$name" ] || fail "$name: it is not there"
done
