/* symbol-from-needed-library.c: the table is in a library that this one needs
 * (elsewhere.c), not in itself.
 *
 * SPDX-License-Identifier: MIT
 */
#include <twatfs/provider.h>

TWATFS_MANIFEST({ "name": "symbol-from-needed-library", "version": "1.0",
                  "description": "A module for tests" });

__attribute__((visibility("default"))) const void *needs_it(void);

const void *needs_it(void)
{
    return &twatfs_provider_1;
}
