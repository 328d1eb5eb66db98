#!/bin/sh
# Every member, callback and service of provider.h has its type written down in abi-types.c, whose
# lines fail the build where one changes.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

"$python" "$source/tests/abi/header.py" "$source/include/twatfs/provider.h" |
    sed -n 's/^\(member\|function\) \([a-z0-9_]*\)\.\([a-z0-9_]*\) .*/SAME(\2, \3,/p' >"$here/needed"
[ "$(wc -l <"$here/needed")" -gt 100 ] || fail "provider.h has too few members"
tr '\n' ' ' <"$source/tests/abi/abi-types.c" | sed 's/  */ /g' >"$here/written"
while read -r line; do
    grep -qF "$line" "$here/written" || fail "abi-types.c lacks $line"
done <"$here/needed"

# A parameter that changes its sign is found by the compiler.
mkdir -p "$here/include/twatfs"
sed 's/int64_t retry_after_s,$/uint64_t retry_after_s,/' "$source/include/twatfs/provider.h" >"$here/include/twatfs/provider.h"
! cmp -s "$source/include/twatfs/provider.h" "$here/include/twatfs/provider.h" || fail "nothing to change"
! ${CC:-cc} -std=gnu17 -fsyntax-only -I"$here/include" "$source/tests/abi/abi-types.c" 2>"$here/err" ||
    fail "a changed parameter compiles"
expect_err 'twatfs_host.fail: its type has changed'
