/* two-notes.c: two manifests: which one holds?
 *
 * SPDX-License-Identifier: MIT
 */
#include <twatfs/provider.h>

#define OTHER "{}"

TWATFS_MANIFEST({ "name": "two-notes", "version": "1.0",
                  "description": "A module for tests" });

static const struct {
    struct twatfs_note note;
    char description[(sizeof OTHER + 3) / 4 * 4];
} other_note __attribute__((section(TWATFS_NOTE_SECTION), used,
                            aligned(4) TWATFS_RETAIN_ TWATFS_NO_ASAN_)) = {
    {sizeof TWATFS_NOTE_OWNER, sizeof OTHER, TWATFS_NOTE_TYPE, TWATFS_NOTE_OWNER},
    OTHER,
};

static twatfs_status take(struct twatfs_call *call, void *state, const struct twatfs_upload *upload)
{
    (void)state;
    (void)upload;
    return twatfs_set_url(call, "https://example.org/file");
}

TWATFS_PROVIDER(.upload = take);
