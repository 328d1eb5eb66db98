#!/bin/sh
# A provider that knows no endpoint is not ready before its variable is set; one that can do without
# gets none.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

mkdir "$here/plugins"
cat >"$here/module.c" <<'C'
#include <twatfs/provider.h>
#ifdef FREE
TWATFS_MANIFEST({ "name": "free", "version": "1", "description": "Can do without an endpoint",
  "env": { "optional": ["TWATFS_FREE_URL"] }, "endpoint": { "env": "TWATFS_FREE_URL" } });
#else
TWATFS_MANIFEST({ "name": "lost", "version": "1", "description": "Knows no endpoint",
  "endpoint": { "env": "TWATFS_LOST_URL" } });
#endif
static twatfs_status up(struct twatfs_call *call, void *state, const struct twatfs_upload *upload)
{
    const char *url = twatfs_endpoint_url(call, "x");

    (void)state;
    (void)upload;
    return twatfs_fail(call, TWATFS_PERMANENT, 0, "would send to %s", url != NULL ? url : "nowhere");
}
TWATFS_PROVIDER(.upload = up);
C
${CC:-cc} -shared -fPIC -I"$source/include" -o "$here/plugins/twatfs-provider-lost.so" "$here/module.c"
${CC:-cc} -shared -fPIC -I"$source/include" -DFREE -o "$here/plugins/twatfs-provider-free.so" \
    "$here/module.c"
TWATFS_PLUGIN_PATH=$here/plugins
run upload -p lost "$file"
expect_status 4
expect_error_line 'lost: .*set TWATFS_LOST_URL$'
run setup provider lost
expect_status 4
expect_out 'TWATFS_LOST_URL +not set, needed'
TWATFS_LOST_URL=http://127.0.0.1:1 run upload -p lost "$file"
expect_status 5
expect_err 'would send to http://127.0.0.1:1/x'
run upload -p free "$file"
expect_status 5
expect_err 'would send to nowhere'
