/* table-major.c: its manifest says ABI 1, its table ABI 2.
 *
 * SPDX-License-Identifier: MIT
 */
#include <twatfs/provider.h>

TWATFS_MANIFEST({ "name": "table-major", "version": "1.0",
                  "description": "A module for tests" });

static twatfs_status take(struct twatfs_call *call, void *state, const struct twatfs_upload *upload)
{
    (void)state;
    (void)upload;
    return twatfs_set_url(call, "https://example.org/file");
}

const struct twatfs_provider twatfs_provider_1 = {
    .struct_size = sizeof(struct twatfs_provider),
    .abi_major = 2,
    .manifest = &twatfs_manifest_1_,
    .upload = take,
};
