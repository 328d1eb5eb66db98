/* wrong-format.c: its note is of format 2, which this host does not know.
 *
 * SPDX-License-Identifier: MIT
 */
#include <twatfs/provider.h>

#define TEXT "{}"

static const struct {
    struct twatfs_note note;
    char description[(sizeof TEXT + 3) / 4 * 4];
} twatfs_manifest_1_ __attribute__((section(TWATFS_NOTE_SECTION), used,
                                    aligned(4) TWATFS_RETAIN_ TWATFS_NO_ASAN_)) = {
    {sizeof TWATFS_NOTE_OWNER, sizeof TEXT, TWATFS_NOTE_TYPE + 1, TWATFS_NOTE_OWNER},
    TEXT,
};

static twatfs_status take(struct twatfs_call *call, void *state, const struct twatfs_upload *upload)
{
    (void)state;
    (void)upload;
    return twatfs_set_url(call, "https://example.org/file");
}

TWATFS_PROVIDER(.upload = take);
