/* name-mismatch.c: its manifest has the name of another provider.
 *
 * SPDX-License-Identifier: MIT
 */
#include <twatfs/provider.h>

TWATFS_MANIFEST({ "name": "somebody-else", "version": "1.0",
                  "description": "A module for tests" });

static twatfs_status take(struct twatfs_call *call, void *state, const struct twatfs_upload *upload)
{
    (void)state;
    (void)upload;
    return twatfs_set_url(call, "https://example.org/file");
}

TWATFS_PROVIDER(.upload = take);
