/* bad-json.c: its manifest has a comma too many.
 *
 * SPDX-License-Identifier: MIT
 */
#include <twatfs/provider.h>

TWATFS_MANIFEST({ "name": "bad-json", "version": "1.0",
                  "description": "A module for tests", });

static twatfs_status take(struct twatfs_call *call, void *state, const struct twatfs_upload *upload)
{
    (void)state;
    (void)upload;
    return twatfs_set_url(call, "https://example.org/file");
}

TWATFS_PROVIDER(.upload = take);
