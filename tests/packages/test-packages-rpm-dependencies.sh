#!/bin/sh
# The generator for RPM tells what a package with a provider provides and requires, and fails
# where the provider has no manifest.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

perl -MJSON::PP -e1 2>/dev/null || skip "no perl with JSON::PP"
PATH=$source/docs/packaging:$PATH
generator=$source/docs/packaging/rpm/twatfs-dependencies
cp "$source/tests/fuzz/corpus/note/good" "$here/twatfs-provider-x.so"

echo "$here/twatfs-provider-x.so" | "$generator" --provides >"$here/out"
printf 'twatfs-provider\ntwatfs-provider(x) = 1\n' | cmp - "$here/out"
echo "$here/twatfs-provider-x.so" | "$generator" --requires >"$here/out"
echo 'twatfs-provider-abi(1)' | cmp - "$here/out"
: | "$generator" --requires >"$here/out"
[ ! -s "$here/out" ] || fail "something for nothing"

cp "$source/tests/fuzz/corpus/note/no-note" "$here/twatfs-provider-y.so"
if echo "$here/twatfs-provider-y.so" | "$generator" --requires >"$here/out" 2>"$here/err"; then
    fail "no manifest, no failure"
fi
expect_err 'no manifest'
