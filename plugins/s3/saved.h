/* saved.h: what a later run has to know of a multipart upload.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef S3_SAVED_H
#define S3_SAVED_H

#include <stdbool.h>
#include <stdint.h>

#include <twatfs/provider.h>

#include "object.h"
#include "store.h"

#define UPLOAD_ID_SIZE 1100 /* bytes of an upload's id with its NUL: 1024 at most (Amazon) */

/* What a checkpoint says; its texts are in memory of its own. */
struct saved {
    char *text;
    const char *place, *key, *id, *part_size, *size;
    const char *wishes; /* what the object was to be, see object_wishes; NULL: not known */
    const char *origin; /* of the key, see struct object; NULL: not known */
};

/* Keep it for a later run; not where a key holds a line break. */
void saved_save(struct twatfs_call *call, struct store *store, const struct object *object,
                const char *id, uint64_t part_size, uint64_t size);
void saved_forget(struct twatfs_call *call);

/* False when there is none, or it is none of ours; saved_free is due in any case. */
bool saved_load(struct twatfs_call *call, struct saved *saved);
void saved_free(struct saved *saved);

#endif
