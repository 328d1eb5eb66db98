#!/bin/sh
# Advice, never a failure: what abidiff says of provider.h and libtwatfs against the baseline.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

for tool in abidw abidiff xz; do
    command -v "$tool" >/dev/null || skip "no $tool: install abigail-tools and xz-utils"
done
[ "$(uname -m)" = x86_64 ] || skip "the baseline is of x86_64"
[ -e "$build/core/.libs/libtwatfs.so" ] || skip "this build has no shared library"
[ -z "$sanitizer_flags" ] || skip "sanitizers add symbols of their own"
sh "$source/tests/abi/describe.sh" "$build" "$source" "$here" || skip "abidw cannot read this build"
for name in provider libtwatfs; do
    xz -dc "$source/tests/abi/baseline/$name.abi.xz" >"$here/$name-before.abi"
    # A type that is reached through a callback counts as harmless there.
    abidiff --harmless "$here/$name-before.abi" "$here/$name.abi" || echo "$name: differs from the baseline: see above"
done
