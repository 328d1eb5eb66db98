/* place.h: which bucket of which store, in words that hold for a later run.
 *
 * SPDX-License-Identifier: MIT
 *
 * What is left for later (an upload that was not ended, an object that may be deleted) is only to
 * be touched where it is: another bucket may have the same key.
 */
#ifndef S3_PLACE_H
#define S3_PLACE_H

#include <stdbool.h>

#include "store.h"

/* "SCHEME://HOST/BUCKET" or, at Amazon, "arn:PARTITION:s3:::BUCKET": a partition has a bucket's
 * name only once, and which region that is in may be learned meanwhile.  Without blanks and line
 * breaks.  From any thread; the caller frees it; NULL without memory. */
char *place_of(struct store *store);

/* Whether a place is that of this store. */
bool place_is(struct store *store, const char *place);

#endif
