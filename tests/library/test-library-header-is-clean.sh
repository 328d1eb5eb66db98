#!/bin/sh
# <twatfs/twatfs.h> stands alone in C99 and C++11, also beside <twatfs/provider.h>.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

for order in 'twatfs provider' 'provider twatfs' twatfs; do
    for header in $order; do
        echo "#include <twatfs/$header.h>"
    done >"$here/alone.c"
    echo 'typedef int not_empty;' >>"$here/alone.c"
    ${CC:-cc} -std=c99 -Wall -Wextra -pedantic -Werror -I"$source/include" -c -o "$here/a.o" "$here/alone.c" ||
        fail "C99: $order"
    if echo 'int x;' | ${CXX:-c++} -x c++ -fsyntax-only - 2>/dev/null; then
        ${CXX:-c++} -x c++ -std=c++11 -Wall -Wextra -pedantic -Werror -I"$source/include" -c \
            -o "$here/a.o" "$here/alone.c" || fail "C++11: $order"
    fi
done
