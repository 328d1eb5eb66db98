/* newer-minor.c: built with the header of ABI 1.7: it must load.
 *
 * SPDX-License-Identifier: MIT
 */
#include <twatfs/provider.h>

#undef TWATFS_ABI_MAJOR
#undef TWATFS_ABI_MINOR
#define TWATFS_ABI_MAJOR 1
#define TWATFS_ABI_MINOR 7

TWATFS_MANIFEST({ "name": "newer-minor", "version": "1.0",
                  "description": "A module for tests" });

static twatfs_status take(struct twatfs_call *call, void *state, const struct twatfs_upload *upload)
{
    (void)state;
    (void)upload;
    return twatfs_set_url(call, "https://example.org/file");
}

TWATFS_PROVIDER(.upload = take);
