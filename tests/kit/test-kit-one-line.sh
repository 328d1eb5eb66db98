#!/bin/sh
# The template's source builds with the line of its own head, under every name that README's recipe
# gives it, and uploads.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/kit/installed.sh"

prepare_template
one_line() { # FILE: its command, without what it is embedded in
    sed -n 's/^[ *]*\(cc -shared .*\) \\$/\1/p; s/^[ *]*\($(pkg-config .*twatfs-provider)\)$/\1/p' "$1" | paste -sd ' '
}
line=$(one_line example.c)
[ -n "$line" ] || fail "no line in example.c"
[ "$(one_line README)" = "$line" ] || fail "README has another line"
cc() {
    ${CC:-gcc} -std=c99 -pedantic -Wall -Wextra -Werror "$@"
}
eval "quietly $line"
MODULE=$PWD/twatfs-provider-example.so quietly ./test.sh

# README's way to a name of one's own.
rm twatfs-provider-example.so
sed -n '/^    grep -rl/,/^    for f/p' README >"$here/rename.sh"
[ "$(wc -l <"$here/rename.sh")" -eq 2 ] || fail "README has no way to rename it"
. "$here/rename.sh"
! grep -ri example . || fail "something is still called example"
eval "quietly $(echo "$line" | sed 's/example/myhost/g')"
MODULE=$PWD/twatfs-provider-myhost.so quietly ./test.sh
