/* token.h: what deletes an object later: "PLACE KEY", see place.h.
 *
 * SPDX-License-Identifier: MIT
 *
 * With the key alone an object of the same name would be deleted in whatever bucket is set then.
 */
#ifndef S3_TOKEN_H
#define S3_TOKEN_H

#include "store.h"

/* The caller frees it; NULL without memory. */
char *token_make(struct store *store, const char *key);

/* The key of what is to be deleted, in the removal's memory, where it is in this store.  A token
 * that is a key alone, as they once were, counts where the link is that key's address here.
 * Anything else is TWATFS_PERMANENT, recorded with what to set. */
twatfs_status token_read(struct twatfs_call *call, struct store *store,
                         const struct twatfs_removal *removal, const char **key);

#endif
