#!/bin/sh
# No provider cuts what it tells: the host does, once it has taken the secrets out. Of one that was
# cut before, the beginning would be shown.
#
# SPDX-License-Identifier: MIT
cd "${srcdir:-.}/../plugins" || exit 99

found=$(grep -rnE '%\.[0-9]+s' --include='*.[ch]' .)
[ -z "$found" ] || { echo "$found" >&2 && exit 1; }
[ -n "$(grep -rlE 'twatfs_fail\(call, .*%s' --include='*.c' .)" ] || { echo "nothing was read" >&2 && exit 1; }
