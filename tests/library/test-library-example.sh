#!/bin/sh
# The example program builds against an installation, as its README says, and uploads.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

[ -e "$build/core/.libs/libtwatfs.so" ] || skip "this build has no shared library"
command -v pkg-config >/dev/null || skip "needs pkg-config"
make=${MAKE:-make}
$make -s -C "$build" install DESTDIR="$here/root" >"$here/log" 2>&1 || { cat "$here/log"; fail "install"; }
description=$(find "$here/root" -name twatfs.pc)
PKG_CONFIG_PATH=${description%/*} PKG_CONFIG_SYSROOT_DIR=$here/root
export PKG_CONFIG_PATH PKG_CONFIG_SYSROOT_DIR
# Flags of this build: a library with sanitizers needs a program that has them too.
# shellcheck disable=SC2046,SC2086 # several flags each
${CC:-cc} -std=c99 -Wall -Wextra -pedantic -Werror $sanitizer_flags -o "$here/example" "$source/docs/examples/upload.c" \
    $(pkg-config --cflags --libs twatfs) || fail "it does not build"
library=$(find "$here/root" -name libtwatfs.so.0)
start_hosts catbox
status=0
LD_LIBRARY_PATH=${library%/*} "$here/example" "$file" >"$here/out" 2>"$here/err" 9>&- || status=$?
expect_status 0
expect_serves "$(cat "$here/out")" "$file"
status=0
LD_LIBRARY_PATH=${library%/*} "$here/example" /nonexistent >"$here/out" 2>"$here/err" 9>&- || status=$?
[ "$status" -ne 0 ] || fail "a missing file is no success"
expect_silence
