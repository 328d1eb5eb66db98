#!/bin/sh
# A module for another architecture, a real one with a sound manifest, is told as such and not
# loaded.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

case $(uname -m) in x86_64) ;; *) skip "only here is it known how to link for another architecture" ;; esac
mkdir "$here/plugins"
cat >"$here/foreign.s" <<'ASM'
        .section .note.twatfs, "a", %note
        .balign 4
        .long 7, 2f - 1f, 0x54574601
        .asciz "twatfs"
        .balign 4
1:      .asciz "{\"abi\":[1,0],\"manifest\":{\"name\":\"foreign\",\"version\":\"1\",\"description\":\"d\"}}"
2:      .balign 4
        .data
        .globl twatfs_provider_1
twatfs_provider_1:
        .long 0
ASM
${CC:-cc} -m32 -shared -nostdlib -o "$here/plugins/twatfs-provider-foreign.so" "$here/foreign.s" 2>"$here/err" ||
    skip "the compiler does not link 32-bit modules"
run providers -v --plugin-dir "$here/plugins"
expect_status 0
expect_out '^foreign +faulty'
expect_out '32-bit|class|i386|machine|architecture'
run upload -p foreign,local --plugin-dir "$here/plugins" "$file"
expect_status 0
expect_out '^file:'
