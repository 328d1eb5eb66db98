/* struct-half-member.c: a table that ends in the middle of remove, half of which is there.
 *
 * SPDX-License-Identifier: MIT
 */
/* Before the header, which declares the symbol with the type of its own. */
#define twatfs_provider_1 declared_elsewhere
#include <twatfs/provider.h>
#undef twatfs_provider_1

TWATFS_MANIFEST({ "name": "struct-half-member", "version": "1.0",
                  "description": "A module for tests", "supports": ["delete"] });

static twatfs_status take(struct twatfs_call *call, void *state, const struct twatfs_upload *upload)
{
    (void)state;
    (void)upload;
    return twatfs_set_url(call, "https://example.org/file");
}

struct __attribute__((packed)) cut_provider {
    uint32_t struct_size;
    int32_t abi_major, abi_minor;
    uint32_t flags;
    const void *manifest;
    twatfs_status (*open)(struct twatfs_call *call, void **state);
    twatfs_status (*upload)(struct twatfs_call *call, void *state,
                            const struct twatfs_upload *upload);
    void (*close)(struct twatfs_call *call, void *state);
    unsigned char half_of_remove[sizeof(void *) / 2];
};

extern const struct cut_provider twatfs_provider_1;
__attribute__((visibility("default"), aligned(8))) const struct cut_provider twatfs_provider_1 = {
    sizeof(struct cut_provider), TWATFS_ABI_MAJOR, 1, 0, &twatfs_manifest_1_, NULL, take, NULL, {1},
};
