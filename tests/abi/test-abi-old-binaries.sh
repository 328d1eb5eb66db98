#!/bin/sh
# Providers that were compiled when ABI 1.0 was all there was, by gcc and by clang, upload today.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

[ "$(uname -m)" = x86_64 ] && [ "$(getconf LONG_BIT)" = 64 ] || skip "they are of x86_64"
start_hosts plain
for compiler in gcc clang; do
    mkdir "$here/$compiler"
    cp "$source/tests/abi/$compiler/twatfs-provider-abi-1-0.so" "$here/$compiler"
    chmod 755 "$here/$compiler" "$here/$compiler"/*.so
    TWATFS_ABI_1_0_URL=$plain run upload --plugin-dir "$here/$compiler" -p abi-1-0 "$file"
    expect_status 0
    expect_serves "$(cat "$here/out")" "$file"
done
