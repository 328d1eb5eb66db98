/* struct-too-small.c: a table that ends before close, which ABI 1.0 has.
 *
 * SPDX-License-Identifier: MIT
 */
/* Before the header, which declares the symbol with the type of its own. */
#define twatfs_provider_1 declared_elsewhere
#include <twatfs/provider.h>
#undef twatfs_provider_1

TWATFS_MANIFEST({ "name": "struct-too-small", "version": "1.0",
                  "description": "A module for tests" });

static twatfs_status take(struct twatfs_call *call, void *state, const struct twatfs_upload *upload)
{
    (void)state;
    (void)upload;
    return twatfs_set_url(call, "https://example.org/file");
}

struct short_provider {
    uint32_t struct_size;
    int32_t abi_major, abi_minor;
    uint32_t flags;
    const void *manifest;
    twatfs_status (*open)(struct twatfs_call *call, void **state);
    twatfs_status (*upload)(struct twatfs_call *call, void *state,
                            const struct twatfs_upload *upload);
};

extern const struct short_provider twatfs_provider_1;
__attribute__((visibility("default"))) const struct short_provider twatfs_provider_1 = {
    sizeof(struct short_provider), TWATFS_ABI_MAJOR, 0, 0, &twatfs_manifest_1_, NULL, take,
};
