/* unresolved-symbol.c: calls a function that nobody has.
 *
 * SPDX-License-Identifier: MIT
 */
#include <twatfs/provider.h>

TWATFS_MANIFEST({ "name": "unresolved-symbol", "version": "1.0",
                  "description": "A module for tests" });

extern twatfs_status twatfs_test_nobody_has_this(void);

static twatfs_status take(struct twatfs_call *call, void *state, const struct twatfs_upload *upload)
{
    (void)call;
    (void)state;
    (void)upload;
    return twatfs_test_nobody_has_this();
}

TWATFS_PROVIDER(.upload = take);
