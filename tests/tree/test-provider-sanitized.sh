#!/bin/sh
# A provider built with AddressSanitizer exports a table of the same size as any other: the host
# compares it with struct_size.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

command -v readelf >/dev/null || skip "needs readelf"
table_size() {
    readelf -sW "$1" | awk '$8 == "twatfs_provider_1" { print $3; exit }'
}
tried=no
for compiler in gcc clang; do
    "$compiler" -shared -fPIC -I"$source/include" -o "$here/plain.so" "$source/tests/modules/good.c" \
        2>/dev/null || continue
    "$compiler" -shared -fPIC -fsanitize=address -I"$source/include" -o "$here/asan.so" \
        "$source/tests/modules/good.c" 2>/dev/null || continue
    tried=yes
    [ "$(table_size "$here/plain.so")" = "$(table_size "$here/asan.so")" ] ||
        fail "$compiler: $(table_size "$here/plain.so") bytes became $(table_size "$here/asan.so")"
done
[ "$tried" = yes ] || skip "no compiler with AddressSanitizer"
