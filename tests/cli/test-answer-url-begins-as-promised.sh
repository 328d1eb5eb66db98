#!/bin/sh
# At the default endpoint a link begins as the manifest promises, and goes on after that.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

cat >"$here/promise.c" <<'SOURCE'
#include <twatfs/provider.h>
TWATFS_MANIFEST({
  "name": "promise", "version": "1", "description": "a test", "env": { "any_of": [] },
  "endpoint": { "env": "TWATFS_PROMISE_URL", "default": "https://files.test/" },
  "url": ["https://files.test/f/", "https://*.cdn.test/"],
  "options": { "url": "the link" }
});
static int32_t promise_upload(struct twatfs_call *call, void *state,
                              const struct twatfs_upload *upload)
{
    (void)state;
    (void)upload;
    return twatfs_set_url(call, twatfs_option(call, "url"));
}
TWATFS_PROVIDER(.upload = promise_upload);
SOURCE
mkdir "$here/modules"
# shellcheck disable=SC2086 # several flags
${CC:-cc} $sanitizer_flags -shared -fPIC -I"$source/include" \
    -o "$here/modules/twatfs-provider-promise.so" "$here/promise.c" || fail "promise.c"

try() { # URL
    run upload --plugin-dir "$here/modules" --no-check -p promise -o "promise.url=$1" "$file"
}
for url in https://files.test/f/a https://a1.cdn.test/b https://a-1.cdn.test/b/c; do
    try "$url"
    expect_status 0
    expect_out "^$url$"
done
for url in https://files.test/f/ https://files.test/f https://files.test/ https://files.test \
    https://a1.cdn.test/ https://cdn.test/b https://other.test/f/a; do
    try "$url"
    expect_status 5
    expect_silence
    expect_error_line 'is not one of this host'
done
TWATFS_PROMISE_URL=https://other.test/
export TWATFS_PROMISE_URL
try https://other.test/f/a
expect_status 0
