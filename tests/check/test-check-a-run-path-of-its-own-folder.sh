#!/bin/sh
# A library beside the module, found by the module's own folder, is nobody else's affair.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/check/every.sh"

cp "$source/tests/modules/good.c" "$here/good.c"
${CC:-cc} -shared -fPIC -fvisibility=hidden -I"$source/include" -Wl,-z,now -Wl,-z,relro \
    -Wl,-rpath,'$ORIGIN/lib' -o "$here/twatfs-provider-good.so" "$here/good.c" ||
    skip "no compiler"
check "$here/twatfs-provider-good.so"
expect_status 0
expect_out '^ok +no foreign run path$'
