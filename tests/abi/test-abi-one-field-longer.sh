#!/bin/sh
# A host whose tables and structs are one field longer takes the providers of this commit, and this
# host takes a provider that was built with that header.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

# The next minor: a field more at the end of every struct that grows.
mkdir -p "$here/include/twatfs" "$here/modules"
"$python" - "$source/include/twatfs/provider.h" "$here/include/twatfs/provider.h" <<'PYTHON' || fail "no longer header"
import re, sys
text = open(sys.argv[1], encoding="utf-8").read()
structs = "upload removal http_request http_response http_flow send check tcp_request host provider".split()
for name in structs:
    text, count = re.subn(r"(^struct twatfs_%s \{.*?)^\};" % name,
                          r"\1    void (*later)(struct twatfs_call *call);\n};", text, count=1, flags=re.M | re.S)
    assert count == 1, name
text = re.sub(r"(#define TWATFS_ABI_MINOR )(\d+)", lambda m: m[1] + str(int(m[2]) + 1), text)
# The initializers that name every member have one more.
text = re.sub(r"(\(uint32_t\)sizeof\(struct twatfs_\w+\))(, 0)", r"\1, 0\2", text)
text = text.replace("examine_, setup_}", "examine_, setup_, 0}")
text = re.sub(r"^struct twatfs_upload \{", "struct twatfs_call;\n\\g<0>", text, count=1, flags=re.M)
open(sys.argv[2], "w", encoding="utf-8").write(text)
PYTHON

variable() { # NAME: as the build has it
    sed -n "s/^$1 = //p" "$build/core/Makefile" | head -n 1
}
sources=$(find "$source/core" -name '*.c' ! -path "$source/core/check/*" | sort)
# shellcheck disable=SC2046,SC2086 # several flags and files each
${CC:-cc} -O0 -std=gnu17 -pthread $sanitizer_flags -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -DHAVE_CONFIG_H \
    -DPLUGIN_DIR='"/nonexistent"' -DSYSCONFDIR='"/nonexistent"' -I"$here/include" -I"$build" \
    -I"$source/core" -I"$source/include" $(variable CURL_CFLAGS) $(variable HIREDIS_CFLAGS) $(variable QRENCODE_CFLAGS) \
    -o "$here/longer-host" $sources $(variable CURL_LIBS) $(variable CRYPTO_LIBS) \
    $(variable JANSSON_LIBS) $(variable INIH_LIBS) $(variable SQLITE_LIBS) $(variable HIREDIS_LIBS) \
    $(variable LTDL_LIBS) $(variable QRENCODE_LIBS) -lm >"$here/log" 2>&1 || { tail -n 20 "$here/log"; fail "the longer host does not build"; }

${CC:-cc} -shared -fPIC -fvisibility=hidden -I"$here/include" -o "$here/modules/twatfs-provider-good.so" \
    "$source/tests/modules/good.c" || fail "the longer provider does not build"
chmod 755 "$here/modules"

start_hosts transfersh plain

# This host, the longer provider.
run providers --plugin-dir "$here/modules" info good
expect_out "^ABI +1\.$(($(sed -n 's/^#define TWATFS_ABI_MINOR //p' "$source/include/twatfs/provider.h") + 1))\$"
run upload --no-check --plugin-dir "$here/modules" -p good "$file"
expect_status 0
expect_out '^https://example.org/file$'

# The longer host: this commit's providers, one that sends and reads an answer, one with every
# callback, and one of the first day.
twatfs=$here/longer-host
TWATFS_PLUGIN_PATH=$TWATFS_PLUGIN_PATH:$build/tests/modules
run version
expect_out '^provider ABI 1\.'
run upload -p transfersh "$file"
expect_status 0
expect_serves "$(cat "$here/out")" "$file"
TWATFS_ABI_1_0_URL=$plain run upload -p abi-1-0 "$file"
expect_status 0
expect_serves "$(cat "$here/out")" "$file"
run upload --no-check -p unfinished "$file"
expect_status 0
expect_out '^https://example.org/file$'
