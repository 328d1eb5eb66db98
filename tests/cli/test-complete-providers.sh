#!/bin/sh
# Providers and their options are offered from the manifests of those that are there; nothing of
# them is run.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

mkdir "$here/plugins"
cat >"$here/hasty.c" <<'C'
#include <stdlib.h>
#include <twatfs/provider.h>
TWATFS_MANIFEST({ "name": "hasty", "version": "1", "description": "Hasty. And more",
  "options": { "depth": "how deep", "key": { "description": "a key", "secret": true } } });
__attribute__((constructor)) static void run_at_once(void) { abort(); }
static twatfs_status up(struct twatfs_call *call, void *state, const struct twatfs_upload *upload)
{
    (void)state;
    (void)upload;
    return twatfs_set_url(call, "https://hasty.example/x");
}
TWATFS_PROVIDER(.upload = up);
C
${CC:-cc} -shared -fPIC -I"$source/include" -o "$here/plugins/twatfs-provider-hasty.so" "$here/hasty.c"
TWATFS_PLUGIN_PATH=$here/plugins
for line in 'upload -p' 'upload --provider' 'providers info' 'providers status' 'setup provider' \
    'history -p' 'delete -p'; do
    # shellcheck disable=SC2086 # several words
    run complete -- twatfs $line ha
    expect_out '^hasty	Hasty$'
done
run complete -- twatfs upload --provider=ha
expect_out '^--provider=hasty	'
run complete -- twatfs upload -p other,ha
expect_out '^other,hasty	'
run complete -- twatfs upload -p hasty,ha
expect_silence
run complete -- twatfs upload -o hasty.
expect_out '^hasty.depth=	how deep$'
expect_out '^hasty.key=	a key$'
unset TWATFS_PLUGIN_PATH
run complete -- twatfs upload -p ha
expect_silence
run complete -- twatfs upload --plugin-dir="$here/plugins" -p ha
expect_out '^hasty	'
echo 'nonsense' >"$here/bad"
TWATFS_CONFIG=$here/bad run complete -- twatfs upload -p ha
expect_status 0
expect_silence
