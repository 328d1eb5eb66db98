#!/bin/sh
# A provider of this commit loads in a host of ABI 1.0 and uploads there; a service that came later
# is told of, not called.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

mkdir -p "$here/include/twatfs"
cp "$source/tests/abi/provider-1.0.h" "$here/include/twatfs/provider.h"
# shellcheck disable=SC2086 # several flags in one variable
${CC:-cc} -std=gnu17 -D_GNU_SOURCE -Wall -Wextra -Werror $sanitizer_flags -I"$here/include" -I"$source/core" \
    -o "$here/old-host" "$source/tests/abi/old-host.c" "$source/core/catalogue/abi.c" \
    "$source/core/base/error.c" "$source/core/base/log.c" "$source/core/base/text.c" \
    "$source/core/base/write.c" -ldl || fail "the old host does not build"

module() { # SOURCE OPTION...
    source_file=$1
    shift
    ${CC:-cc} -shared -fPIC -fvisibility=hidden -I"$source/include" "$@" -o "$here/module.so" "$source_file" ||
        fail "$source_file does not build"
    "$here/old-host" "$here/module.so" >"$here/out" 2>"$here/err" || fail "$source_file: status $?"
    expect_out '^table of 1\.[1-9].*, 48 bytes here$'
}

[ "$(getconf LONG_BIT)" = 64 ] || skip "sizes are of 64 bits"
EXAMPLE_TOKEN=x module "$source/docs/template/example.c"
expect_out '^send_file http://host/below/photo.txt$'
expect_out '^upload 0$'
module "$source/tests/modules/struct-longer.c"
expect_out '^set_url https://example.org/file$'

cat >"$here/needs.c" <<'END'
#include <twatfs/provider.h>

TWATFS_MANIFEST({ "name": "needs", "version": "1.0", "description": "Needs ABI 1.1" });

static twatfs_status upload(struct twatfs_call *call, void *state, const struct twatfs_upload *upload)
{
    struct twatfs_check check = TWATFS_CHECK_INIT;

    (void)state;
    twatfs_add_secret(call, "nothing happens");
    twatfs_http_drop(call, 1);
    if (twatfs_base64(call, upload->name, 1) != NULL || twatfs_json_quote(call, "x") != NULL ||
        twatfs_basic_auth(call, "x", "y") != NULL || twatfs_parse_time(call, "x") != -1)
        return TWATFS_LOCAL;
    return twatfs_set_check(call, &check);
}

TWATFS_PROVIDER(.upload = upload);
END
module "$here/needs.c"
expect_out '^fail 4000 needs ABI 1.1: update twatfs$'
expect_out '^upload 4000$'
