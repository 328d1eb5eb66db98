#!/bin/sh
# Of two modules of one name the first on the search path is in force; the other is listed as
# shadowed.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

mkdir "$here/plugins"
cp "$build/plugins/catbox/.libs/twatfs-provider-catbox.so" "$here/plugins/"
run providers -v --plugin-dir "$here/plugins"
expect_out '^catbox +ready'
expect_out '^catbox +shadowed'
