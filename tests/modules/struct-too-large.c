/* struct-too-large.c: a table of 128 KiB.
 *
 * SPDX-License-Identifier: MIT
 */
/* Before the header, which declares the symbol with the type of its own. */
#define twatfs_provider_1 declared_elsewhere
#include <twatfs/provider.h>
#undef twatfs_provider_1

TWATFS_MANIFEST({ "name": "struct-too-large", "version": "1.0",
                  "description": "A module for tests" });

static twatfs_status take(struct twatfs_call *call, void *state, const struct twatfs_upload *upload)
{
    (void)state;
    (void)upload;
    return twatfs_set_url(call, "https://example.org/file");
}

struct vast_provider {
    struct twatfs_provider known;
    char rest[128 * 1024];
};

extern const struct vast_provider twatfs_provider_1;
__attribute__((visibility("default"))) const struct vast_provider twatfs_provider_1 = {
    {sizeof(struct vast_provider), TWATFS_ABI_MAJOR, TWATFS_ABI_MINOR, 0, &twatfs_manifest_1_, NULL,
     take, NULL, NULL, NULL, NULL, NULL},
    {0},
};
