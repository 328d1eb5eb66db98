#!/bin/sh
# The border between host and providers lies where it always lay.
#
# SPDX-License-Identifier: MIT
machine=$(uname -m)
golden=${srcdir:-.}/abi/golden-$machine.txt
[ -e "$golden" ] || {
    echo "there is no table for $machine"
    exit 77
}
abi/abi-golden >abi-golden.$$ || exit 1
grep -q '^twatfs_call.host: 8 + 8$' abi-golden.$$ || [ "$(getconf LONG_BIT)" = 64 ] || {
    rm -f abi-golden.$$
    echo "there is no table for 32 bits on $machine"
    exit 77
}
diff -u "$golden" abi-golden.$$
status=$?
rm -f abi-golden.$$
exit $status
