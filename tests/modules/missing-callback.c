/* missing-callback.c: a table without upload, which is required.
 *
 * SPDX-License-Identifier: MIT
 */
#include <twatfs/provider.h>

TWATFS_MANIFEST({ "name": "missing-callback", "version": "1.0",
                  "description": "A module for tests" });

static twatfs_status begin(struct twatfs_call *call, void **state)
{
    (void)call;
    *state = NULL;
    return TWATFS_OK;
}

TWATFS_PROVIDER(.open = begin);
