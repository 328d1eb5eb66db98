/* struct-longer.c: a table with one callback more, as the next ABI minor might have: it
 * must load.
 *
 * SPDX-License-Identifier: MIT
 */
/* Before the header, which declares the symbol with the type of its own. */
#define twatfs_provider_1 declared_elsewhere
#include <twatfs/provider.h>
#undef twatfs_provider_1

TWATFS_MANIFEST({ "name": "struct-longer", "version": "1.0",
                  "description": "A module for tests" });

static twatfs_status take(struct twatfs_call *call, void *state, const struct twatfs_upload *upload)
{
    (void)state;
    (void)upload;
    return twatfs_set_url(call, "https://example.org/file");
}

struct longer_provider {
    struct twatfs_provider known;
    void (*later)(void *state);
};

static void never_called(void *state)
{
    (void)state;
    __builtin_trap();
}

extern const struct longer_provider twatfs_provider_1;
__attribute__((visibility("default"))) const struct longer_provider twatfs_provider_1 = {
    {sizeof(struct longer_provider), TWATFS_ABI_MAJOR, TWATFS_ABI_MINOR + 1, 0, &twatfs_manifest_1_,
     NULL, take, NULL, NULL, NULL, NULL, NULL},
    never_called,
};
