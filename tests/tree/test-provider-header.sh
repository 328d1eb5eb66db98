#!/bin/sh
# provider.h stands alone in C99 and C++11, and a manifest survives whatever a linker does.
#
# SPDX-License-Identifier: MIT
set -u
include=${srcdir:-.}/../include
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
warnings='-Wall -Wextra -pedantic -Werror'
failed=0

try() {
    "$@" >"$work/said" 2>&1 && return
    echo "failed: $*" >&2
    cat "$work/said" >&2
    failed=1
}

expect_note() { # FILE
    [ -e "$1" ] || return
    readelf -n "$1" >"$work/said" 2>&1
    grep -q '^ *twatfs .*0x54574601' "$work/said" && return
    echo "$1: no note" >&2
    cat "$work/said" >&2
    failed=1
}

present() {
    for tool; do
        ! command -v "$tool" >/dev/null 2>&1 || echo "$tool"
    done
}

echo '#include <twatfs/provider.h>' >"$work/alone.c"
echo 'typedef int not_empty;' >>"$work/alone.c"
cp "$work/alone.c" "$work/alone.cc"

cat >"$work/least.c" <<'END'
#include <twatfs/provider.h>

TWATFS_MANIFEST({
  "name": "least", "version": "1.0",
  "description": "A manifest, with a comma",
  "endpoint": { "env": "TWATFS_LEAST_URL", "default": "https://example.org/upload" }
});

static twatfs_status least_upload(struct twatfs_call *call, void *state,
                                  const struct twatfs_upload *upload)
{
    struct twatfs_send send = TWATFS_SEND_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;

    (void)state;
    if (upload->size == 0)
        return twatfs_fail(call, TWATFS_REFUSED, 0, "%s: empty", upload->name);
    send.file_field = "file";
    return twatfs_send_file(call, &send, &answer);
}

#ifdef __cplusplus
TWATFS_PROVIDER_CALLBACKS(0, least_upload, 0);
#else
TWATFS_PROVIDER(.upload = least_upload);
#endif
END
cp "$work/least.c" "$work/least.cc"

# cmocka.h makes macros of words as common as "fail".
{
    echo '#include <setjmp.h>'
    echo '#include <stdarg.h>'
    echo '#include <stddef.h>'
    echo '#include <stdint.h>'
    echo '#include <cmocka.h>'
} >"$work/cmocka.c"
cp "$work/cmocka.c" "$work/after-cmocka.c"
cat "$work/least.c" >>"$work/after-cmocka.c"

shared='-shared -fPIC -fvisibility=hidden -Wl,-z,defs -Wl,-z,now'

# One compiler's objects, each with its note in every form.
build() { # COMPILER STANDARD SOURCE
    for level in -O0 -O2; do
        # shellcheck disable=SC2086 # several flags in one variable
        try "$1" "$2" $level $warnings $shared -I "$include" -o "$work/a.so" "$3"
        expect_note "$work/a.so"
        strip "$work/a.so"
        expect_note "$work/a.so"
        rm -f "$work/a.so"
    done
    # A compiler without its plugin for the linker cannot do this at all.
    echo 'int x;' >"$work/probe.c"
    if "$1" -x c -flto -shared -fPIC -o "$work/probe.so" "$work/probe.c" 2>/dev/null; then
        # shellcheck disable=SC2086
        try "$1" "$2" -O2 -flto -ffunction-sections -fdata-sections $warnings $shared \
            -Wl,--gc-sections -s -I "$include" -o "$work/a.so" "$3"
        expect_note "$work/a.so"
        rm -f "$work/a.so"
    fi
    # shellcheck disable=SC2086
    try "$1" "$2" -O2 -ffunction-sections -fdata-sections $warnings $shared \
        -Wl,--gc-sections -I "$include" -o "$work/a.so" "$3"
    strip --strip-all "$work/a.so"
    expect_note "$work/a.so"
    rm -f "$work/a.so"
}

for compiler in $(present gcc clang); do
    # shellcheck disable=SC2086
    try "$compiler" -std=c99 $warnings -I "$include" -c -o "$work/a.o" "$work/alone.c"
    build "$compiler" -std=c99 "$work/least.c"
    if "$compiler" -std=c99 -fsyntax-only "$work/cmocka.c" 2>/dev/null; then
        # shellcheck disable=SC2086
        try "$compiler" -std=c99 $warnings -I "$include" -c -o "$work/a.o" "$work/after-cmocka.c"
    fi
done

for compiler in $(present g++ clang++); do
    echo 'int x;' | "$compiler" -x c++ -std=c++11 -fsyntax-only - 2>/dev/null || continue
    # shellcheck disable=SC2086
    try "$compiler" -std=c++11 $warnings -I "$include" -c -o "$work/a.o" "$work/alone.cc"
    build "$compiler" -std=c++11 "$work/least.cc"
done

[ $failed -eq 0 ] || exit 1
[ -n "$(present gcc clang)" ] || {
    echo "there is neither gcc nor clang"
    exit 77
}
[ -n "$(present g++ clang++)" ] || {
    echo "there is no C++ compiler: only C was tried"
    exit 77
}
