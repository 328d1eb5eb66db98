/* elsewhere.c: a library with a table, for symbol-from-needed-library.
 *
 * SPDX-License-Identifier: MIT
 */
#include <twatfs/provider.h>

static twatfs_status take(struct twatfs_call *call, void *state, const struct twatfs_upload *upload)
{
    (void)state;
    (void)upload;
    return twatfs_set_url(call, "https://example.org/file");
}

const struct twatfs_provider twatfs_provider_1 = {
    .struct_size = sizeof(struct twatfs_provider),
    .abi_major = TWATFS_ABI_MAJOR,
    .upload = take,
};
