#!/bin/sh
# The Debian and RPM packages are of the providers that configure.ac lists, and described as
# these describe themselves; a provider more, or other words, are told.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

command -v perl >/dev/null || skip "no perl"
"$source/docs/packaging/generate" --check 2>"$here/err" || fail "not current"

mkdir -p "$here/tree/docs" "$here/tree/plugins"
cp -R "$source/docs/packaging" "$here/tree/docs/packaging"
names=$(sed -n '/^TWATFS_PROVIDERS(\[/,/\])/p' "$source/configure.ac" | sed 's/TWATFS_PROVIDERS(\[//; s/\])//')
for name in $names; do cp -R "$source/plugins/$name" "$here/tree/plugins"; done
cp -R "$source/include" "$source/configure.ac" "$here/tree"
chmod -R u+w "$here/tree" # a tree may be read-only
"$here/tree/docs/packaging/generate" --check || fail "the copy is not current"

mkdir "$here/tree/plugins/another"
sed 's/"name": "uguu"/"name": "another"/; s/"description": "[^"]*"/"description": "another.example: all"/' \
    "$source/plugins/uguu/uguu.c" >"$here/tree/plugins/another/another.c"
sed 's/^TWATFS_PROVIDERS(\[/&another /' "$source/configure.ac" >"$here/tree/configure.ac"
if "$here/tree/docs/packaging/generate" --check 2>"$here/err"; then fail "a provider more is not told"; fi
expect_err 'run docs/packaging/generate'
"$here/tree/docs/packaging/generate" >"$here/out"
grep -qx 'Package: twatfs-provider-another' "$here/tree/docs/packaging/debian/control" || fail "no package"
grep -qx 'Description: twatfs provider for another.example' "$here/tree/docs/packaging/debian/control" ||
    fail "no description"
grep -qx '%files -n twatfs-provider-another' "$here/tree/docs/packaging/rpm/twatfs.spec" || fail "no RPM"
"$here/tree/docs/packaging/generate" --check
