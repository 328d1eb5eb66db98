/* struct-size-lies.c: struct_size claims 4096 bytes that are not there.
 *
 * SPDX-License-Identifier: MIT
 */
#include <twatfs/provider.h>

TWATFS_MANIFEST({ "name": "struct-size-lies", "version": "1.0",
                  "description": "A module for tests" });

static twatfs_status take(struct twatfs_call *call, void *state, const struct twatfs_upload *upload)
{
    (void)state;
    (void)upload;
    return twatfs_set_url(call, "https://example.org/file");
}

const struct twatfs_provider twatfs_provider_1 = {
    .struct_size = 4096,
    .abi_major = TWATFS_ABI_MAJOR,
    .manifest = &twatfs_manifest_1_,
    .upload = take,
};
