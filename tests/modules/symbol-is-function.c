/* symbol-is-function.c: twatfs_provider_1 is a function.
 *
 * SPDX-License-Identifier: MIT
 */
/* Before the header, which declares the symbol with the type of its own. */
#define twatfs_provider_1 declared_elsewhere
#include <twatfs/provider.h>
#undef twatfs_provider_1

TWATFS_MANIFEST({ "name": "symbol-is-function", "version": "1.0",
                  "description": "A module for tests" });

__attribute__((visibility("default"))) int twatfs_provider_1(void);

int twatfs_provider_1(void)
{
    return 0;
}
