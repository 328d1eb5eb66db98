#!/bin/sh
# A directory or module that others can write is not trusted: path, owner, mode and cure are
# told, and nothing of it is loaded.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

mkdir "$here/plugins"
cp "$build/tests/modules/twatfs-provider-good.so" "$here/plugins/"
chmod 777 "$here/plugins"
run upload --plugin-dir "$here/plugins" -p good "$file"
expect_status 2
expect_err "$here/plugins: .*777.*chmod go-w"
chmod 755 "$here/plugins"
chmod 666 "$here/plugins/twatfs-provider-good.so"
run upload --no-check --plugin-dir "$here/plugins" -p good "$file"
expect_status 4
expect_err 'chmod go-w'
chmod 644 "$here/plugins/twatfs-provider-good.so"
run upload --no-check --plugin-dir "$here/plugins" -p good "$file"
expect_status 0
