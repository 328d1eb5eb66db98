#!/bin/sh
# The dynamic linker takes an empty element of a run path for the working directory, which is
# anybody's; a run path that is empty as a whole it leaves alone.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/check/every.sh"

cp "$source/tests/modules/good.c" "$here/good.c"
build_with() { # RUN-PATH
    ${CC:-cc} -shared -fPIC -fvisibility=hidden -I"$source/include" -Wl,-z,now -Wl,-z,relro \
        "-Wl,-rpath,$1" -o "$here/twatfs-provider-good.so" "$here/good.c" || skip "no compiler"
}

for path in : '$ORIGIN:' ':$ORIGIN' '$ORIGIN::$ORIGIN/lib'; do
    build_with "$path"
    check "$here/twatfs-provider-good.so"
    expect_status 1
    expect_out '^FAIL no foreign run path: the working directory: '
done
build_with ''
check "$here/twatfs-provider-good.so"
expect_status 0
expect_out '^ok +no foreign run path$'
