#!/bin/sh
# setup names the variables that are missing and how to get them.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

mkdir "$here/plugins"
cat >"$here/needy.c" <<'C'
#include <twatfs/provider.h>
TWATFS_MANIFEST({ "name": "needy", "version": "1", "description": "Needs a key",
  "env": { "any_of": [["NEEDY_KEY", "NEEDY_ID"], ["NEEDY_TOKEN"]] },
  "setup": "Get a key at https://needy.example/keys" });
static twatfs_status up(struct twatfs_call *call, void *state, const struct twatfs_upload *upload)
{
    (void)state;
    (void)upload;
    return twatfs_set_url(call, "https://needy.example/x");
}
TWATFS_PROVIDER(.upload = up);
C
${CC:-cc} -shared -fPIC -I"$source/include" -o "$here/plugins/twatfs-provider-needy.so" "$here/needy.c"
run setup provider needy --plugin-dir "$here/plugins"
expect_status 4
expect_out 'NEEDY_KEY'
expect_out 'https://needy.example/keys'
run upload -p needy --plugin-dir "$here/plugins" "$file"
expect_status 4
expect_error_line 'set NEEDY_KEY and NEEDY_ID, or NEEDY_TOKEN'
NEEDY_TOKEN=x run setup provider needy --plugin-dir "$here/plugins"
expect_status 0
run setup all
expect_status 0
run setup provider nobody
expect_status 2
