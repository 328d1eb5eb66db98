/* missing-library.c: needs a library that is not installed (absent.c, under a
 * soname that no file has).
 *
 * SPDX-License-Identifier: MIT
 */
#include <twatfs/provider.h>

TWATFS_MANIFEST({ "name": "missing-library", "version": "1.0",
                  "description": "A module for tests" });

extern twatfs_status twatfs_test_absent(void);

static twatfs_status take(struct twatfs_call *call, void *state, const struct twatfs_upload *upload)
{
    (void)call;
    (void)state;
    (void)upload;
    return twatfs_test_absent();
}

TWATFS_PROVIDER(.upload = take);
