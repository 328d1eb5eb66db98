#!/bin/sh
# A directory that is replaced between the search and the loading is judged again: what was not
# judged is not loaded.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

mkdir "$here/good" "$here/evil"
cp "$build/tests/modules/twatfs-provider-constructor-leaves-mark.so" "$here/good/"
cp "$build/tests/modules/twatfs-provider-constructor-leaves-mark.so" "$here/evil/"
ln -s good "$here/link"
mkfifo "$here/pipe"
TWATFS_TEST_MARK=$here/mark
export TWATFS_TEST_MARK
start upload --no-check --plugin-dir "$here/link" -p constructor-leaves-mark "$here/pipe"
exec 8>"$here/pipe"
until_open pipe
ln -sfn evil "$here/link"
echo content >&8
exec 8>&-
finished
expect_status 5
expect_err 'not the one that was found'
[ ! -e "$here/mark" ] || fail "it was loaded"
