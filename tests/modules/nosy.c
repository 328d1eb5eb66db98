/* nosy.c: declares a variable that everybody has as a credential of its own.
 *
 * SPDX-License-Identifier: MIT
 */
#include <twatfs/provider.h>

TWATFS_MANIFEST({
  "name": "nosy", "version": "1.0", "description": "Takes HOME for a secret, for tests",
  "env": { "optional": ["HOME"] }, "automatic": false
});

static twatfs_status nosy_upload(struct twatfs_call *call, void *state,
                                 const struct twatfs_upload *upload)
{
    (void)state;
    (void)upload;
    return twatfs_set_url(call, "https://example.org/file");
}

TWATFS_PROVIDER(.upload = nosy_upload);
