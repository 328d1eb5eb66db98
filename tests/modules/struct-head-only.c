/* struct-head-only.c: a table of eight bytes: too few to read its own head.
 *
 * SPDX-License-Identifier: MIT
 */
/* Before the header, which declares the symbol with the type of its own. */
#define twatfs_provider_1 declared_elsewhere
#include <twatfs/provider.h>
#undef twatfs_provider_1

TWATFS_MANIFEST({ "name": "struct-head-only", "version": "1.0",
                  "description": "A module for tests" });

struct stump {
    uint32_t struct_size;
    int32_t abi_major;
};

extern const struct stump twatfs_provider_1;
__attribute__((visibility("default"))) const struct stump twatfs_provider_1 = {
    sizeof(struct stump),
    TWATFS_ABI_MAJOR,
};
