/* no-table.c: a manifest, but no table.
 *
 * SPDX-License-Identifier: MIT
 */
#include <twatfs/provider.h>

TWATFS_MANIFEST({ "name": "no-table", "version": "1.0",
                  "description": "A module for tests" });
