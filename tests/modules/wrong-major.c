/* wrong-major.c: built with the header of ABI 2.
 *
 * SPDX-License-Identifier: MIT
 */
#include <twatfs/provider.h>

#undef TWATFS_ABI_MAJOR
#undef TWATFS_ABI_MINOR
#define TWATFS_ABI_MAJOR 2
#define TWATFS_ABI_MINOR 0

TWATFS_MANIFEST({ "name": "wrong-major", "version": "1.0",
                  "description": "A module for tests" });

static twatfs_status take(struct twatfs_call *call, void *state, const struct twatfs_upload *upload)
{
    (void)state;
    (void)upload;
    return twatfs_set_url(call, "https://example.org/file");
}

TWATFS_PROVIDER(.upload = take);
